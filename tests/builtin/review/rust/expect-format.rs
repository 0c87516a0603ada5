fn f(path: &str) {
    open(path).expect(&format!("no {}", path)); // finding
    open(path).expect("no file");
    open(path).unwrap_or_else(|error| panic!("no {}: {}", path, error));
    open(path).context(&format!("no {}", path));
}
