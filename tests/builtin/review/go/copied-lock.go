package a

func f(mu sync.Mutex) { // finding
	mu.Lock()
}

func (s *S) g(a int, group sync.WaitGroup) { // finding
	group.Wait()
}

func h(mu *sync.Mutex, pool sync.Locker) {
	mu.Lock()
}

type S struct {
	mu sync.Mutex
}
