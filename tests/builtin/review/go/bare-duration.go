package a

func f() {
	time.Sleep(100) // finding
	<-time.After(5) // finding
	time.Sleep(100 * time.Millisecond)
	time.Sleep(0)
	time.Sleep(pause)
	clock.Sleep(100)
}
