int next(void);

int f(int a, int b) {
    if (a == 1)
        return 1;
    else if (a == 2)
        return 2;
    else if (a == 1) // finding
        return 3;
    if (b > 0)
        a = 1;
    else if (b > 0) // finding
        a = 2;
    if (next())
        a = 3;
    else if (next())
        a = 4;
    if (a > 0)
        b = 1;
    else if (b > 0)
        b = 2;
    return a + b;
}
