class A {
    boolean f(String name, String other) {
        if (name == "admin") { // finding
            return true;
        }
        if ("" != name.trim()) { // finding
            return true;
        }
        if (name == null || name == other || "admin".equals(name)) {
            return true;
        }
        return "a" + name == null;
    }
}
