def f(read):
    try:
        return read()
    except Exception:
        return 1
    except ValueError:  # finding
        return 2
    except KeyboardInterrupt:
        return 3


def g(read):
    try:
        return read()
    except OSError as error:
        return error
    except OSError:  # finding
        return 2
    except ValueError:
        return 3
    except Exception as error:
        return error
