package a

func f(t *table) {
	t.mu.Lock()
	defer t.mu.Lock() // finding
	t.mu.RLock()
	defer t.mu.RUnlock()
	defer t.Lock("a")
}
