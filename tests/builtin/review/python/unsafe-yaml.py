import yaml


def f(text):
    a = yaml.load(text)  # finding
    b = yaml.load(text, Loader=yaml.Loader)  # finding
    c = yaml.load(text, yaml.UnsafeLoader)  # finding
    d = yaml.load(text, Loader=yaml.SafeLoader)
    return a, b, c, d, yaml.safe_load(text)
