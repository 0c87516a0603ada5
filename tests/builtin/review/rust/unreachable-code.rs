fn f(rows: &[u32]) -> u32 {
    for row in rows {
        if *row == 3 {
            continue;
            count(row); // finding
        }
    }
    return 3;
    count(4); // finding
}

fn g(a: u32) -> u32 {
    if a == 3 {
        return 1;
    }
    return helper(a);

    fn helper(a: u32) -> u32 {
        a
    }
}

fn h(a: u32) -> u32 {
    #[cfg(unix)]
    return a;
    helper(a)
}
