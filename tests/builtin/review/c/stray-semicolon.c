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

int loops(int n) {
    int a = 0;
    // finding below
    for (int i = 0; i < n; i++);
    {
        a++;
    }
    // finding below
    while (a++ < n);
    {
        n--;
    }
    for (; a < n; a++)
        ;
    return a;
}

void meant(int a) {
    if (a)
        ; /* nothing to do */
    for (; a; a--)
        ;
    {
        g(a);
    }
}
