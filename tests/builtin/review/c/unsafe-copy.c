void f(char *to, const char *from, const struct row *row) {
    strcpy(to, from); // finding
    strcat(to, row->name); // finding
    sprintf(to, "name: %-10s", from); // finding
    strcpy(to, "fixed");
    strcat(to, SUFFIX);
    sprintf(to, "%d%%s", 3);
    snprintf(to, 10, "%s", from);
}
