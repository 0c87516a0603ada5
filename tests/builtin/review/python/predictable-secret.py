import random
import secrets


def f(letters):
    reset_token = random.randint(0, 99999)  # finding
    password = "".join(random.choice(letters) for _ in range(12))  # finding
    salt = secrets.token_bytes(16)
    token = random.choice(letters)
    secret = secrets.SystemRandom().choice(letters)
    return reset_token, password, salt, token, secret
