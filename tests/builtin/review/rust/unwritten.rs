fn f(kind: Kind) -> u32 {
    match kind {
        Kind::A => 1,
        Kind::B => todo!(), // finding
        Kind::C => unimplemented!("later"), // finding
        Kind::D => unreachable!(),
    }
}

#[cfg(test)]
mod tests {
    impl Store for Fake {
        fn find(&self) -> u32 {
            unimplemented!()
        }
    }
}
