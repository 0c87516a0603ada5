def deep(rows):
    for row in rows:
        if row.open:
            with row.lock:
                try:
                    if row.ready:  # finding
                        while row.next():
                            row.step()
                    for part in row:  # beside the one that was told
                        part.step()
                finally:
                    row.close()


def chain(kind):
    if kind == 1:
        return "a"
    elif kind == 2:
        return "b"
    elif kind == 3:
        return "c"
    elif kind == 4:
        return "d"
    elif kind == 5:
        return "e"


def inner(rows):
    for row in rows:
        if row.open:
            with row.lock:
                def visit(part):
                    if part.open:
                        for item in part:
                            print(item)
                visit(row)


def leaves(rows):
    for row in rows:
        if row.open:
            with row.lock:
                while row.next():
                    if row.last:
                        break
                    if row.ready:  # finding
                        row.step()
