fn f(data: &[u8]) {
    let a = md5::compute(data); // finding
    let b = Sha1::new(); // finding
    let c = md5::Md5::digest(data); // finding
    let d = MessageDigest::sha1(); // finding
    let e = Sha256::new();
    let g = blake3::hash(data);
    let h = md5::Parser::new(data);
}
