package a

func f(db *sql.DB, name, table string, id int) {
	db.Query("SELECT * FROM users WHERE name = '" + name + "'")                // finding
	db.Exec("DELETE FROM users WHERE name = " + name)                          // finding
	db.QueryRow(fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", name))    // finding
	db.ExecContext(ctx, fmt.Sprintf("UPDATE users SET name = '%s'", name))     // finding
	db.Query("SELECT * FROM users WHERE name = ?", name)
	db.Query(fmt.Sprintf("SELECT * FROM %s WHERE name = ?", table), name)
	db.Query(fmt.Sprintf("SELECT * FROM users WHERE id = %d", id))
	db.Query("SELECT * " + "FROM users")
	shell.Exec("run " + name)
}
