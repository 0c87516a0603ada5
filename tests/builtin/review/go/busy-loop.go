package a

func f(in chan int) {
	for { // finding
		select {
		case <-in:
			g()
		default:
		}
	}
}

func h(in chan int) {
	for {
		select {
		case <-in:
			g()
		default:
			g()
		}
	}
	for i := 0; i < 3; i++ {
		select {
		case <-in:
		default:
		}
	}
}
