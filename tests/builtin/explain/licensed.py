#!/usr/bin/env python3
# Someone owns this.

"""Counts what
is there. And more."""


def count(
    rows,
):
    return len(rows)
