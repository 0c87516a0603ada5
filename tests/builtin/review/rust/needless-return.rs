fn f(a: u32) -> u32 {
    if a > 3 {
        return 1;
    } // finding below
    return a;
}

fn g(a: u32) -> u32 {
    return a
}

fn h(a: u32) -> u32 {
    a
}

fn k(a: u32) {
    let double = |b| {
        return b * 2;
    };
    loop {
        return;
    }
}

fn l(a: u32) -> u32 {
    #[cfg(unix)]
    return a;
    #[cfg(not(unix))]
    return a + 1;
}
