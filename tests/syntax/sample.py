#!/usr/bin/env python3
"""A small service for orders."""

from __future__ import annotations

import asyncio
import subprocess
from dataclasses import dataclass, field

from shop.stock import Stock

TAX = 0.19


# An order as it comes in.
@dataclass(frozen=True)
class Order:
    """One order of a customer."""

    number: int
    lines: list[str] = field(default_factory=list)

    # Counts the lines.
    def count(self) -> int:
        return len(self.lines)

    @property
    def is_empty(self) -> bool:
        # Nothing in it.

        return not self.lines

    class Meta:
        ordering = ["number"]

        def describe(self):
            return "meta"


class Service:
    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.orders: dict[int, Order] = {}

    @staticmethod
    def tax(amount):
        return amount * TAX

    async def fetch(self, number: int) -> Order:
        await asyncio.sleep(0)
        if number in self.orders:
            return self.orders[number]
        else:
            raise KeyError(number)

    def total(self, prices):
        def price_of(line):
            return prices.get(line, 0)

        return sum(price_of(line) for o in self.orders.values() for line in o.lines)
    # Trailing words about Service, not about login.


def login(user, password):
    query = f"SELECT id FROM users WHERE name = '{user}'"
    return query, password

double = lambda value: value * 2


@app.route("/orders")
@requires_auth
async def list_orders(request):
    """Answers all orders."""
    return [o for o in request.service.orders]


# Above a blank line, so not about run.

def run(command):
    return subprocess.run(command, shell=True)


def test_count():
    assert Order(1, ["a"]).count() == 1


class TestService(unittest.TestCase):
    def check(self):
        self.assertTrue(True)


if __name__ == "__main__":
    run("ls")
