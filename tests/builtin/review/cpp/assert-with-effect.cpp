void f(int a) {
    assert(a = 3); // finding
    assert(++a); // finding
    Q_ASSERT(a--); // finding
    assert(a == 3);
    assert(next(a) && "there is one more");
    check(a = 3);
}
