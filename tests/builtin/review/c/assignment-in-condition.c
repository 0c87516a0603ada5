int f(int a, int b) {
    if (a = b) // finding
        return 1;
    while (a = 1) // finding
        b++;
    if ((a = g()))
        return 2;
    while ((a = g()) > 0)
        b++;
    while (a = *text++)
        b++;
    return a == b;
}
