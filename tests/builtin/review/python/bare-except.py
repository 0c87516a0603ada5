def load(path):
    try:
        return read(path)
    except:  # finding
        return None


def cleaned_up(path):
    try:
        return read(path)
    except:
        remove(path)
        raise


def named(path):
    try:
        return read(path)
    except (OSError, ValueError):
        return None
    except Exception as error:
        log(error)


def most(run):
    try:
        run()
    except KeyboardInterrupt:
        raise
    except:
        return None
