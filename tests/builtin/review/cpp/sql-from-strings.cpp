void f(sqlite3 *db, QSqlQuery &query, const std::string &name, const QString &id) {
    query.exec("SELECT * FROM users WHERE id = '" + id + "'"); // finding
    sqlite3_exec(db, ("DELETE FROM users WHERE name='" + name + "'").c_str(), 0, 0, 0); // finding
    query.exec("SELECT * FROM " + table);
    query.exec("SELECT * FROM users WHERE id = 3");
    query.prepare("SELECT * FROM users WHERE id = ?");
    log("SELECT * FROM users WHERE id = '" + id + "'");
    work.exec_params("SELECT * FROM users WHERE id = $1", name);
}
