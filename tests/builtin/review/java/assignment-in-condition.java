class A {
    void f(boolean a, boolean b) {
        if (a = true) { // finding
            g();
        }
        while (a = false) { // finding
            g();
        }
        if (a == b || (a = b)) {
            g();
        }
        if (a = next()) {
            g();
        }
    }
}
