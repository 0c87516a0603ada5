def f(a):
    if a:
        return 1
        print(a)  # finding
    for b in a:
        continue
        b += 1  # finding
    raise ValueError(a)
    # a comment is no code


def empty():
    return
    yield


def g(a):
    if a:
        return 1
    else:
        a = 2
    return a
