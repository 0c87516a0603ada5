void f(const char *text, const std::string &name, FILE *out) {
    printf(text); // finding
    std::printf(name.c_str()); // finding
    fprintf(out, text); // finding
    fprintf(stderr, name.c_str()); // finding
    printf("%s", text);
    printf(USAGE);
    printf(_("text"));
    fprintf(out, "%s", name.c_str());
    std::cout << text;
}
