class A {
    void f(Statement statement, String name, String table, int id) throws SQLException {
        statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'"); // finding
        connection.prepareStatement("DELETE FROM users WHERE id=" + id); // finding
        statement.executeQuery("SELECT * FROM " + table);
        statement.executeQuery("SELECT * FROM users WHERE id = 3");
        connection.prepareStatement("SELECT * FROM users WHERE id = ?");
        connection.prepareStatement("SELECT * FROM users WHERE id = ?" + " ORDER BY name");
        connection.prepareStatement("SELECT * FROM users WHERE id IN (" + placeholders + ")");
        log.debug("SELECT * FROM users WHERE name = '" + name + "'");
    }
}
