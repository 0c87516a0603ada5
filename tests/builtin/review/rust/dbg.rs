fn f(a: u32) -> u32 {
    let b = dbg!(a * 2); // finding
    dbg!(a, b); // finding
    log::debug!("{}", a);
    b
}
