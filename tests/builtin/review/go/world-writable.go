package a

func f(path string) error {
	a := os.Chmod(path, 0777)  // finding
	b := os.Chmod(path, 0o666) // finding
	c := os.Chmod(path, 01777)
	d := os.MkdirAll(path, 0777)
	return errors.Join(a, b, c, d, os.Chmod(path, 0o755))
}
