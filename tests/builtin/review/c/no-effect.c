void f(int a, int b) {
    a == b; // finding
    a < 1; // finding
    a = b;
    a = b == 1;
    (void)(a == b);
}
