package a

func f() error {
	err := g()
	if err != nil {} // finding
	if err != nil {
		// It may be gone already.
	}
	if err != nil {
		return err
	}
	if node != nil {
	}
	return nil
}
