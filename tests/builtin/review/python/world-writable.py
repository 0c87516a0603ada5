import os


def f(path):
    os.chmod(path, 0o777)  # finding
    os.chmod(path, 0o666)  # finding
    os.chmod(path, 0o755)
    os.chmod(path, 0o1777)
    path.chmod(0o644)
    os.makedirs(path, 0o777)
