package a

func f(key string) map[string]int {
	var rows map[string]int
	rows[key] = 1 // finding
	var more map[string]int
	more = make(map[string]int)
	more[key] = 1
	var done = map[string]int{}
	done[key] = 1
	return more
}
