#define GREETING "hello\n"

void f(FILE *file, const char *text, struct row *row) {
    printf(text); // finding
    fprintf(file, row->name); // finding
    syslog(LOG_ERR, text); // finding
    printf("%s", text);
    printf(GREETING);
    printf(text, 3);
    fprintf(file, "fixed");
    printf(_("translated"));
}
