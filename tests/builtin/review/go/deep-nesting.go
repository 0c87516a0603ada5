package a

func f(rows []row, b int) int {
	for _, row := range rows {
		if row.open {
			for b > 0 {
				switch b {
				case 1:
					if row.ready { // finding
						if b > 2 {
							b--
						}
					} else if b > 3 {
						b = 0
					}
					row.each(func(part int) {
						if part > 1 {
							b--
						}
					})
				}
			}
		}
	}
	return b
}

func chain(a int) int {
	if a == 1 {
		return 2
	} else if a == 2 {
		return 3
	} else if a == 3 {
		return 4
	} else if a == 4 {
		return 5
	} else if a == 5 {
		return 6
	}
	return 0
}
