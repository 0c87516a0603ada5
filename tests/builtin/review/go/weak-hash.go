package a

func f(data []byte) {
	a := md5.Sum(data) // finding
	b := sha1.New() // finding
	c := sha256.Sum256(data)
	g(a, b, c, md5.Size)
}
