fn main() {
    // says hello

    println!("hello");
}
