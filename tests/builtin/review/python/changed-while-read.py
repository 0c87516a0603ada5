def f(rows, table, old):
    for row in rows:
        if row.old:
            rows.remove(row)  # finding
    for key in table:
        del table[key]  # finding
    for key, value in table.items():
        if value is None:
            del table[key]  # finding
    for row in list(rows):
        rows.remove(row)
    for row in rows:
        if row.old:
            rows.remove(row)
            break
    for key in old:
        del table[key]
        rows.append(key)
        table.pop(key)


class Jar:
    def clear_old(self):
        for cookie in self:
            if cookie.old:
                self.clear(cookie.name)
