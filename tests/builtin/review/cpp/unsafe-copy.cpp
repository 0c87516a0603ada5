void f(char *to, const char *from, const Row &row) {
    strcpy(to, from); // finding
    std::strcat(to, row.name.c_str()); // finding
    sprintf(to, "name: %-10s", from); // finding
    strcpy(to, "fixed");
    strcat(to, SUFFIX);
    sprintf(to, "%d%%s", 3);
    std::snprintf(to, 10, "%s", from);
}
