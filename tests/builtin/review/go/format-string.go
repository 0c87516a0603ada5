package a

const usage = "%s: a word"

func f(text string, row row, format string) {
	fmt.Printf(text) // finding
	log.Printf(row.text) // finding
	fmt.Printf("%s", text)
	fmt.Print(text)
	fmt.Printf(format)
	fmt.Printf(text, row)
}
