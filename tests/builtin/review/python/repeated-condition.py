def f(a, b, row):
    if a == 1:
        return 1
    elif b == 1:
        return 2
    elif a == 1:  # finding
        return 3
    elif b == 1:  # finding
        return 4
    elif row.next():
        return 5
    elif row.next():
        return 6
    if a == 1:
        return 7
    return 8
