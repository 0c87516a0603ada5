import requests


def f(url, session, options):
    a = requests.get(url)  # finding
    b = requests.post(url, data=a)  # finding
    c = requests.get(url, timeout=10)
    d = requests.get(url, **options)
    return b, c, d, session.get(url), options.get("url")
