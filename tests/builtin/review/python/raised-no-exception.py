def f(a):
    if a == 1:
        raise "no such row"  # finding
    if a == 2:
        raise NotImplemented  # finding
    if a == 3:
        raise NotImplemented("later")  # finding
    if a == 4:
        raise NotImplementedError
    raise ValueError("no such row")
