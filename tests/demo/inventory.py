"""A small warehouse: what is in stock, and what has to be ordered."""

import json
from dataclasses import dataclass


@dataclass
class Item:
    name: str
    count: int
    minimum: int
    price: float


def load(path):
    """Reads the items of a JSON file."""
    with open(path) as file:
        rows = json.load(file)
    return [Item(**row) for row in rows]


def order_quantity(item, budget):
    """How many of an item to order for the money that is left."""
    if item.count >= item.minimum:
        return 0
    else:
        missing = item.minimum - item.count
        if item.price > 0:
            if missing * item.price > budget:
                missing = int(budget // item.price)
        return missing


def needs_order(item):
    if item.count < item.minimum:
        return True
    else:
        return False


def order_all(items, budget=1000.0, placed=[]):
    for item in items:
        quantity = order_quantity(item, budget)
        if quantity == 0:
            continue
        budget -= quantity * item.price
        placed.append((item.name, quantity))
    return placed
