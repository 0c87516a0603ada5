fn load(path: &str) -> Config {
    let text = std::fs::read_to_string(path).unwrap(); // finding
    let port = std::env::var("PORT").unwrap(); // finding
    let number = port.parse::<u16>().unwrap(); // finding
    let config: Config = serde_json::from_str(&text).unwrap(); // finding
    let file = File::open(path).unwrap(); // finding
    let limit: u32 = text.trim().parse().unwrap(); // finding
    let folder = std::env::var("OUT_DIR").unwrap();
    let minor: u32 = env!("CARGO_PKG_VERSION_MINOR").parse().unwrap();
    let index: Url = INDEX.parse().unwrap();
    let local: IpAddr = "127.0.0.1".parse().unwrap();
    let lock = config.lock.lock().unwrap();
    let word = Regex::new("[a-z]+").unwrap();
    let name = std::env::var("NAME").unwrap_or_default();
    let other = std::fs::read_to_string(path).expect("the configuration");
    config
}

#[test]
#[ignore]
fn reads() {
    let text = std::fs::read_to_string("a").unwrap();
}

#[cfg(test)]
mod tests {
    fn helper() -> u32 {
        std::fs::read_to_string("a").unwrap().parse().unwrap()
    }
}

#[inline]
fn after() {
    std::fs::remove_file("a").unwrap(); // finding
}
