def add(item, items=[]):  # finding
    items.append(item)
    return items


def count(word, *, counts: dict = {}):  # finding
    counts[word] = counts.get(word, 0) + 1


def unique(items, seen=set()):  # finding
    return [item for item in items if item not in seen]


def right(items=None, names=(), size=0, options=frozenset()):
    return list(items or [])


def kept(name, _seen=[], cache={}):
    return cache.setdefault(name, _seen)
