bool f(const Row &row, bool a, bool b) {
    if (a && a) // finding
        return row.open || row.open; // finding
    if (a && b)
        return row.open || row.closed;
    return a != a || next() || next();
}
