class A {
    void f(int a) {
        if (a > 0); // finding
        {
            g();
        }
        if (a > 0) {
            g();
        }
        while (next());
    }
}
