def f(a, b):
    # finding below
    if a:
        b += 1
    else:
        b += 1
    if a:
        b += 1
    elif b:
        b += 2
    else:
        b += 1
    if a:
        pass
    else:
        pass
    return b
