"""Reads the header of a mail.

Only what this project needs.
"""

import logging
import os
from pathlib import Path

LIMIT = 998
seen = {}
logger = logging.getLogger(__name__)


def parse_header(line: str, limit: int = LIMIT) -> dict:
    """Splits a header line into its name and its values.

    Folded lines must be joined before.
    """
    if len(line) > limit:
        raise ValueError("line too long")
    name, _, rest = line.partition(":")
    if not rest:
        raise ValueError("no colon")
    elif name in seen:
        logger.warning("%s again", name)
        return seen[name]
    values = {}
    for part in rest.split(";"):
        key, found, value = part.partition("=")
        if found and value:
            values[key.strip()] = unquote(value)
        else:
            values.setdefault("", []).append(key)
    seen[name] = values
    return values


def unquote(text):
    # Only the outer pair.
    return text[1:-1] if text[:1] == '"' == text[-1:] else text


class Mailbox(dict):
    """A folder of mails on disk."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.count = 0

    async def load(self, *, retries=3, **options):
        while retries:
            try:
                with open(self.folder / "index") as file:
                    for line in file:
                        self.count += 1
                        self.update(parse_header(line))
                return self.count
            except OSError as error:
                retries -= 1
                print("retrying", error)
            finally:
                self.close()
        return None

    def names(self):
        for name in self:
            yield name

    def close(self):
        os.remove(self.folder / "lock")


def main():
    global LIMIT
    LIMIT = int(os.environ["LIMIT"])
    box = Mailbox("inbox")
    box.load()
    print(sorted(box.names(), key=lambda name: name.lower()))
