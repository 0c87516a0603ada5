void f(char *to, const char *from, const struct row *row) {
    strcpy(to, from); // finding
    strcat(to, row->name); // finding
    sprintf(to, "name: %-10s", from); // finding
    strcpy(to, "fixed");
    strcat(to, SUFFIX);
    sprintf(to, "%d%%s", 3);
    snprintf(to, 10, "%s", from);
}

void array(const char *from) {
    char name[20];
    strcpy(name, from); // finding
}

char *measured(const char *from, char to[20]) {
    char *copy = malloc(strlen(from) + 1), *line;
    strcpy(copy, from);
    if (strlen (from) < 20)
        strcpy(to, from);
    sprintf(copy, "%s", from);
    return strcpy(line, to);
}

void kept(char *name) {
    static char last[20];
    static char all[20];
    char line[20];
    strcpy(last, line);
    for (;;) {
        strcpy(all, name); // finding
        strcpy(name, all);
    }
}

void fits(struct row *row, const char *from) {
    char name[20];
    if (row->length >= sizeof(name))
        return;
    strcpy(name, from);
    row->copy = malloc(row->length);
    sprintf(row->copy, "%s", name);
}

void open_row(struct row *row, const char *user, const char *note) {
    strcpy(row->user, user); // finding
    if (strlen(note) < sizeof row->note)
        strcpy(row->note, note);
    char *own = row->user;
    strcpy(row->note, own);
}
