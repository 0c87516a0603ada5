class A {
    void f() {
        try {
            g();
        } catch (IOException error) {
            error.printStackTrace(); // finding
        }
        try {
            g();
        } catch (IOException error) {
            error.printStackTrace(log);
        }
        try {
            g();
        } catch (IOException error) {
            error.printStackTrace();
            System.exit(1);
        }
    }
}
