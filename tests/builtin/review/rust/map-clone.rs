fn f(rows: &[Row]) {
    let a = rows.iter().map(|row| row.clone()).collect(); // finding
    let b = rows.iter().map(|row| row.name.clone()).collect();
    let c = rows.iter().map(|_| other.clone()).collect();
    let d = rows.iter().cloned().collect();
}
