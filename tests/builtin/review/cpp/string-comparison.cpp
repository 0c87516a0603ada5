int main(int argc, char **argv) {
    if (argc > 1 && argv[1] == "--help") // finding
        return help();
    if ("--version" != argv[1]) // finding
        return 1;
    if (std::string(argv[1]) == "--help")
        return help();
    if (names[1] == "a")
        return 2;
    return strcmp(argv[1], "-h");
}
