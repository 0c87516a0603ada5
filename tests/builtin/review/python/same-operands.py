def f(a, b, row):
    if a and a:  # finding
        return 1
    b = row.x - row.x  # finding
    if a or b:
        return a - b
    if row.next() and row.next():
        return a * a + b
    return a % b
