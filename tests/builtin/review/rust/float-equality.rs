fn f(a: f64, b: f64) -> bool {
    if a == 0.1 { // finding
        return true;
    }
    if a != 1.5e-3_f64 { // finding
        return true;
    }
    a == 0.0 || b == 1.0 || a == 3f64 || a < 0.1
}
