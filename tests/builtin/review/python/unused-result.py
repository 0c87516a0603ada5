def f(text, rows):
    text.strip()  # finding
    sorted(rows)  # finding
    text = text.lower()
    rows.sort()
    return text.upper(), sorted(rows)
