import requests


def f(url):
    requests.get(url, verify=False)  # finding
    requests.post(url, data={}, verify=False)  # finding
    requests.get(url, verify="/etc/ca.pem")
    requests.get(url, timeout=3)
    mailer.send(url, verify=False)
