package a

func f(err error) bool {
	if err.Error() == "not found" { // finding
		return true
	}
	if "gone" != err.Error() { // finding
		return true
	}
	return errors.Is(err, ErrNotFound) || err.Error() == wanted || log.Error(1) == "a"
}
