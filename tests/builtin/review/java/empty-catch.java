class A {
    void f() {
        try {
            g();
        } catch (IOException error) {} // finding
        try {
            g(); // finding below
        } catch (IOException | ParseException error) {
        }
        try {
            g();
        } catch (IOException error) {
            // it is made below
        }
        try {
            g();
        } catch (IOException ignored) {
        }
        try {
            g();
        } catch (IOException error) {
            log.warn("g", error);
        }
    }
}
