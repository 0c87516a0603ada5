struct point {
    int x, y;
};

int next(void);

int f(struct point *a, struct point *b, int n, const int *row, double d) {
    if (n && n) // finding
        return 1;
    if (a->x < a->x) // finding
        return 2;
    n = row[1] - row[1]; // finding
    n = next() - next();
    if (a->x < b->x || row[0] > row[1])
        return n | (n + 1);
    if (d != d) // not a number
        return 3;
    double zero = 0, nan = zero / zero;
    return n * n + n - 1;
}
