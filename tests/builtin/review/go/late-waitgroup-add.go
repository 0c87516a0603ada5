package a

func f(items []int) {
	var wg sync.WaitGroup
	for range items {
		go func() {
			wg.Add(1) // finding
			defer wg.Done()
		}()
	}
	for range items {
		wg.Add(1)
		go func() {
			defer wg.Done()
			counter.Add(1)
		}()
	}
	wg.Wait()
}
