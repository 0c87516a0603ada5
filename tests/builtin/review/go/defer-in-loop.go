package a

func f(paths []string) {
	for _, path := range paths {
		file := open(path)
		defer file.Close() // finding
	}
	for _, path := range paths {
		func() {
			file := open(path)
			defer file.Close()
		}()
	}
	for _, path := range paths {
		file := open(path)
		defer file.Close()
		return
	}
	defer done()
}
