package a

func f(text string, data []byte, v *value) {
	n, _ := strconv.Atoi(text)    // finding
	file, _ := os.Open(text)      // finding
	json.Unmarshal(data, v)       // finding
	os.WriteFile(text, data, 0o6) // finding
	m, err := strconv.Atoi(text)
	_, found := values[text]
	first, _ := split(text)
	_ = os.Remove(text)
	os.Remove(text)
	use(n, m, file, err, found, first)
}
