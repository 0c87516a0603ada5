void f(int a) {
    if (a); // finding
    {
        g(a);
    }
    while (g(a))
        ;
    for (; a; a--)
        ;
    if (a)
        g(a);
    if (a)
        ;
    else
        g(a);
}
