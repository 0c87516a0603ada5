#define FLAG 4

int f(int a, int b, int flags) {
    if (!a == b) // finding
        return 1;
    if (!flags & FLAG) // finding
        return 2;
    if (!(flags & FLAG) || !a != !b)
        return 3;
    return !a == 0 && (!a) == b;
}
