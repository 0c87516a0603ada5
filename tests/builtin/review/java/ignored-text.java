class A {
    void f(String name, StringBuilder sb, Editor editor) {
        name.trim(); // finding
        this.name.toLowerCase(Locale.ROOT); // finding
        name = name.trim();
        log(name.substring(1));
        sb.trimToSize();
        verify(row).trim();
        name.isEmpty();
    }
}
