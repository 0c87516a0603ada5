class A {
    boolean f(String name) {
        if (name.equals(null)) { // finding
            return true;
        }
        return name == null || name.equals(other) || Objects.equals(name, null);
    }
}
