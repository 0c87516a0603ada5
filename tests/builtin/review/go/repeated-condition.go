package a

func f(a, b int) int {
	if a == 1 {
		return 1
	} else if a == 1 { // finding
		return 2
	}
	if next() {
		return 3
	} else if next() {
		return 4
	}
	if b := a; b > 1 {
		return 5
	} else if b := b + 1; b > 1 {
		return 6
	}
	return 7
}
