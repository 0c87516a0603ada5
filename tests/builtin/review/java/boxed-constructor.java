class A {
    void f(int a) {
        Integer b = new Integer(a); // finding
        Boolean c = new Boolean("true"); // finding
        String d = new String("a"); // finding
        String e = new String(bytes);
        Integer g = Integer.valueOf(a);
        String h = new String();
    }
}
