void f(char *name) {
    tmpnam(name); // finding
    mktemp(name); // finding
    int file = mkstemp(name);
}
