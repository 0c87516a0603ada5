#!/usr/bin/env python3
"""Says how many lines a file has."""

import sys


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        print(sum(1 for _ in file))
    return 0


sys.exit(main())
