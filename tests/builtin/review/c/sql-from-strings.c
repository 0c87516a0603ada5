#include <stdio.h>

void f(char *text, size_t size, const char *name, int id) {
    snprintf(text, size, "SELECT id FROM users WHERE name = '%s'", name); // finding
    sprintf(text, "DELETE FROM users WHERE name = %.20s", "a");
    snprintf(text, size, // finding
             "INSERT INTO users VALUES (" "'%s')", name);
    snprintf(text, size, "SELECT id FROM users WHERE id = %d", id);
    snprintf(text, size, "SELECT id FROM %s WHERE name = ?", name);
    snprintf(text, size, "Select one: %s", name);
}
