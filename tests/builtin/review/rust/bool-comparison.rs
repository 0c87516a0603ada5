fn f(a: bool, rows: &[Row]) -> bool {
    if a == true { // finding
        return rows.is_empty() != false; // finding
    }
    let answer = Some(a) == Some(true);
    a != answer
}
