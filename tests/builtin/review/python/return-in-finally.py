def f(path):
    try:
        return read(path)
    finally:
        return None  # finding


def g(path):
    for line in path:
        try:
            read(line)
        finally:
            close(line)
    return None
