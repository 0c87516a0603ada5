void f(const char *name) {
    char command[100], *other;
    snprintf(command, sizeof command, "rm %s", name);
    system(command); // finding
    asprintf(&other, "ls %s", name);
    FILE *pipe = popen(other, "r"); // finding
    system("ls");
    system(NULL);
    execvp(command, arguments);
}

// The caller's wish, as a whole.
int run(const char *command) {
    return system(command);
}
