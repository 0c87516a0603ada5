class A {
    void f(int a) {
        if (a < 0) {
            new IllegalArgumentException("a"); // finding
        }
        if (a > 9) {
            throw new IllegalArgumentException("a");
        }
        new Worker(a);
        Exception error = new Exception("a");
    }
}
