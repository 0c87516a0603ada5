def a():
    try:
        work()
    # finding below
    except Exception:
        pass
    try:
        work()
    # finding below
    except BaseException as error:
        pass


def b():
    try:
        work()
    except Exception:  # The cache is only a help.
        pass
    try:
        work()
    except FileNotFoundError:
        pass
    try:
        work()
    except Exception:
        # The cache is only a help.
        pass
    try:
        work()
    except Exception as error:
        log(error)
