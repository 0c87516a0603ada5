void main() {
    // says hello

    writeln("hello");
}
