async fn f(pool: &Pool, name: &str, table: &str) {
    sqlx::query(&format!("SELECT * FROM users WHERE name = '{}'", name)).fetch(pool); // finding
    connection.execute(&format!("DELETE FROM users WHERE id={name}"), []); // finding
    sqlx::query_as::<_, User>(&format!("SELECT * FROM users WHERE id = {}", name)); // finding
    sqlx::query("SELECT * FROM users WHERE name = $1").bind(name);
    sqlx::query(&format!("SELECT * FROM {} WHERE id = $1", table)).bind(name);
    sqlx::query(&format!("SELECT * FROM users ORDER BY {}", name));
    log::debug(&format!("SELECT * FROM users WHERE id = {}", name));
}
