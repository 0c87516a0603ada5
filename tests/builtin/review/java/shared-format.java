class A {
    private static final SimpleDateFormat DAY = new SimpleDateFormat("yyyy-MM-dd"); // finding
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_TIME;
    private final SimpleDateFormat own = new SimpleDateFormat("yyyy");
    private static final ThreadLocal<SimpleDateFormat> EACH = new ThreadLocal<>();
}
