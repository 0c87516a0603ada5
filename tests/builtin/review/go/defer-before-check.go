package a

func f(url, path string) error {
	answer, err := http.Get(url)
	defer answer.Body.Close() // finding
	file, err := os.Open(path)
	defer file.Close() // finding
	if err != nil {
		return err
	}
	other, err := os.Open(path)
	if err != nil {
		return err
	}
	defer other.Close()
	row, found := table.Find(path)
	defer row.Close()
	return nil
}
