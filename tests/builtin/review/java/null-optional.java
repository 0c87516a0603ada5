class A {
    Optional<Row> f(String name) {
        if (name == null) {
            return null; // finding
        }
        if (name.isEmpty()) return null; // finding
        return Optional.empty();
    }

    Row g(String name) {
        return null;
    }

    List<Optional<Row>> h() {
        return null;
    }
}
