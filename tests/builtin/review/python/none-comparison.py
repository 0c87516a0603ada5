def check(a, b):
    if a == None:  # finding
        return b != None  # finding
    if a is None or b is not None:
        return a == "None"
    return query.filter(User.left == None, or_(User.name != None, a))
