async function f(db, name, table, placeholders) {
  await db.query(`SELECT * FROM users WHERE name = '${name}'`); // finding
  await db.query("SELECT * FROM users WHERE name = '" + name + "'"); // finding
  await db.execute("DELETE FROM users WHERE id = " + name); // finding
  await db.query("SELECT * FROM users WHERE name = ?", [name]);
  await db.query(`SELECT * FROM ${table} WHERE name = ?`, [name]);
  await db.query(`SELECT * FROM users WHERE id IN (${placeholders})`, name);
  await db.query(sql`SELECT * FROM users WHERE name = ${name}`);
  await select.query(`selected=${name}`);
}
