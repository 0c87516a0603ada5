class A {
    void f(File file, byte[] bytes) throws IOException {
        new FileOutputStream(file).write(bytes); // finding
        int first = new FileInputStream("a.txt").read(); // finding
        new PrintWriter(file.getName()).println("a"); // finding
        new PrintWriter(new StringWriter()).println("a");
        new StringReader("a").read();
        try (var in = new FileInputStream(file)) {
            in.read();
        }
    }
}
