class A {
    void f(Runnable work) {
        new Thread(work).run(); // finding
        new Thread(work).start();
        new Worker(work).run();
        work.run();
    }
}
