void f(int a, int b) {
    if (a = b) // finding
        g();
    if ((a = b))
        g();
    if (a == b)
        g();
    while (a = 1) // finding
        g();
    while (a = next())
        g();
    if (int c = b)
        h(c);
    if (auto found = rows.find(a); found != rows.end())
        h(found);
}
