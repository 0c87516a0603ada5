fn f(path: &str) {
    match std::fs::remove_file(path) {
        Ok(()) => count(),
        Err(_) => {} // finding
    }
    match std::fs::remove_file(path) {
        Ok(()) => count(),
        Err(_e) => (), // finding
    }
    match std::fs::remove_file(path) {
        Ok(()) => count(),
        Err(_) => {
            // it was never there
        }
    }
    match std::fs::remove_file(path) {
        Err(NotFound) => {}
        Err(error) => log(error),
        Ok(_) => {}
    }
    let _ = std::fs::remove_file(path);
}
