import requests


def f(url):
    requests.get(url, verify=False, timeout=5)  # finding
    requests.post(url, data={}, verify=False, timeout=5)  # finding
    requests.get(url, verify="/etc/ca.pem", timeout=5)
    requests.get(url, timeout=3)
    mailer.send(url, verify=False)
