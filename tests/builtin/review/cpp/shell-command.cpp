void f(const std::string &path, const char *command) {
    system(command); // finding
    std::system(("rm " + path).c_str()); // finding
    std::system(path.c_str()); // finding
    popen(command, "r"); // finding
    system("clear");
    system(CLEAR);
    system(nullptr);
    execvp(command, arguments);
}
