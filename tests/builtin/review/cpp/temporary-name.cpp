void f(char *name) {
    tmpnam(name); // finding
    std::tmpnam(name); // finding
    mktemp(name); // finding
    mkstemp(name);
    std::tmpfile();
}
