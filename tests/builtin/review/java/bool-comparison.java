class A {
    boolean f(boolean a, Boolean b) {
        if (a == true) { // finding
            return isOpen() != false; // finding
        }
        return a == b || Boolean.TRUE.equals(b);
    }
}
