package a

var config = &tls.Config{
	InsecureSkipVerify: true, // finding
}

var other = &tls.Config{
	InsecureSkipVerify: false,
	ServerName:         "a",
}
