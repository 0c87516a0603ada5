class A {
    private int limit;

    A(int limt) {
        this.limit = limit;
        limit = limit; // finding
        this.limit = this.limit; // finding
        limit = other.limit;
    }
}
