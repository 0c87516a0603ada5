class A {
    @Override
    protected void finalize() throws Throwable { // finding
        close();
    }

    void finalize(String name) {
        close();
    }
}
