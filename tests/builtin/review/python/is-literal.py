def check(a):
    if a is "yes":  # finding
        return a is not 3  # finding
    if a is None or a is True or a is ...:
        return a == "yes"
    return a is Ellipsis
