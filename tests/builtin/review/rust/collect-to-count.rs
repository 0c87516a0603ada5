fn f(rows: &[Row]) -> usize {
    let open = rows.iter().filter(|row| row.open).collect::<Vec<_>>().len(); // finding
    let names = rows.iter().map(|row| row.name).collect::<HashSet<_>>().len();
    let all = rows.iter().collect::<Vec<_>>();
    open + names + all.len()
}
