def f(cursor, name, table, placeholders):
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")  # finding
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)  # finding
    cursor.execute("DELETE FROM users WHERE name = '" + name + "'")  # finding
    cursor.execute("SELECT * FROM users WHERE name = " + name)  # finding
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    cursor.execute(f"SELECT * FROM {table} WHERE name = ?", (name,))
    cursor.execute(f"SELECT * FROM users WHERE id IN ({placeholders})", ids)
    cursor.execute("SELECT * FROM users " "WHERE name = %s", (name,))
    runner.execute(f"build target={name}")
