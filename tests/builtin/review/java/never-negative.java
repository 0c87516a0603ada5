class A {
    boolean f(List<String> rows, String name) {
        if (rows.size() >= 0) { // finding
            return true;
        }
        if (name.length() < 0) { // finding
            return true;
        }
        if (page.length < 0) {
            return true;
        }
        return rows.size() > 0 || rows.size() >= 10 || name.indexOf("a") < 0 || f.size(1) < 0;
    }
}
