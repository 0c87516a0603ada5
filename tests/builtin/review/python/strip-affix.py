def f(path, url):
    a = path.rstrip(".txt")  # finding
    b = url.lstrip("http://")  # finding
    c = path.strip("test")  # finding
    d = path.rstrip("/").strip(" \t").lstrip("-").strip("\"'").rstrip("xX")
    return a, b, c, d, path.removesuffix(".txt")
