class A {
    boolean f(boolean a, boolean b) {
        if (a && a) { // finding
            return this.open || this.open; // finding
        }
        return a && b || this.open || this.closed || next() && next();
    }
}
