import hashlib
from hashlib import md5


def token(user, password):
    first = hashlib.md5(password.encode()).hexdigest()  # finding
    second = hashlib.sha1(user)  # finding
    third = md5(user)  # finding
    return first, second, third


def checksum(data):
    return hashlib.md5(data, usedforsecurity=False), hashlib.sha256(data), md5


def by_name(data):
    a = hashlib.new("md5", data)  # finding
    b = hashlib.new("sha256", data)
    c = hashlib.new("md5", data, usedforsecurity=False)
    return a, b, c


def digest(algorithm, text):
    if algorithm == "MD5":
        def hexadecimal(part):
            return hashlib.md5(part).hexdigest()
        return hexadecimal(text)
    return None
