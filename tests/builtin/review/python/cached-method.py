import functools
from functools import lru_cache


class Table:
    @lru_cache(maxsize=10)  # finding
    def row(self, key):
        return key

    @functools.cache  # finding
    def column(self, key):
        return key

    @staticmethod
    @lru_cache
    def key(text):
        return text

    @functools.cached_property
    def rows(self):
        return []


@lru_cache
def table(name):
    return Table(name)
