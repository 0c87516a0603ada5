package a

func f(text string) string {
	strings.TrimSpace(text) // finding
	fmt.Errorf("no row %s", text) // finding
	text = strings.ToLower(text)
	fmt.Println(text)
	return strings.ToUpper(text)
}
