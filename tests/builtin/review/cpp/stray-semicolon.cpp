void f(int a) {
    if (a > 0); // finding
    {
        g();
    }
    if (a > 0)
        ;
    else
        g();
    while (next(a))
        ;
}
