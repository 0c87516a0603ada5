class A {
    void f(double price) {
        var a = new BigDecimal(0.1); // finding
        var b = new BigDecimal(-19.99); // finding
        var c = new BigDecimal("0.1");
        var d = new BigDecimal(0.5);
        var e = new BigDecimal(10);
        var g = new BigDecimal(1.0);
        var h = BigDecimal.valueOf(0.1);
    }
}
