int f(int a) {
    // finding below
    if (a > 1) {
        a += 1;
    } else {
        a += 1;
    }
    if (a > 2)
        a += 1;
    else
        a += 2;
    if (next())
        a += 1;
    else
        a += 1;
    if (a > 3) {
    } else {
    }
    return a;
}
