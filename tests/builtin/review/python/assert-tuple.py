def check(a, b):
    assert (a == b, "they differ")  # finding
    assert a == b, "they differ"
    assert (a == b)
    assert (a, b) == (1, 2)
    assert f(a, b)
