package a

func f(a int) int {
	for {
		break
		a++ // finding
	}
	if a > 0 {
		return 1
		g(a) // finding
	}
	switch a {
	case 1:
		return 1
	case 2:
		g(a)
	}
	return 2
}
