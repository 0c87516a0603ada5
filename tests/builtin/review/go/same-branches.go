package a

func f(a, b int) int {
	// finding below
	if a > b {
		b++
	} else {
		b++
	}
	if a > b {
		b++
	} else {
		a++
	}
	return b
}
