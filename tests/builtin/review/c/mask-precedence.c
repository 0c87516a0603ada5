#define FLAG 4

int f(unsigned a, unsigned b) {
    if (a & FLAG == FLAG) // finding
        return 1;
    if (a | b != 0) // finding
        return 2;
    if ((a & FLAG) == FLAG && a == b)
        return 3;
    if (!a & b == 2)
        return 4;
    return (a & (b == 1)) != 0;
}
