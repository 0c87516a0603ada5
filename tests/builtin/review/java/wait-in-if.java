class A {
    synchronized void f() throws InterruptedException {
        if (rows.isEmpty()) {
            wait(); // finding
        }
        if (rows.isEmpty())
            wait(); // finding
        while (rows.isEmpty()) {
            wait();
        }
        if (rows.isEmpty()) {
            page.wait();
        }
        if (rows.isEmpty()) {
            wait(100);
        }
    }
}
