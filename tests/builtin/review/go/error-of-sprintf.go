package a

func f(name string) (error, error) {
	err := errors.New(fmt.Sprintf("no row %s", name)) // finding
	return err, errors.New("no row")
}
