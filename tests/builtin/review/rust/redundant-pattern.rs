fn f(a: Option<u32>, b: Result<u32, Error>) {
    if let Some(_) = a { // finding
        count();
    }
    while let Ok(_) = next() {} // finding
    if let Err(_) = b { // finding
        count();
    }
    if let Some(x) = a {
        add(x);
    }
    if let Some((_, y)) = c {
        add(y);
    }
    if let Shape::Round(_) = d {
        count();
    }
}
