def f(a, b, check):
    a == b  # finding
    if a < b:
        a < 1  # finding
        b = 2
    with check(TypeError):
        a < b
    try:
        a == b
    except TypeError:
        return None
    assert a == b
    return a == b
