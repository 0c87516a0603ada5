package a

func f(a, b point, n int) int {
	if n > 0 && a.x < a.x { // finding
		return 1
	}
	n = n - n // finding
	if a.x < b.x || next() == next() {
		return n * n
	}
	return n + n
}
