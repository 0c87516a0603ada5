void f(const char *command) {
    system(command); // finding
    FILE *pipe = popen(command, "r"); // finding
    system("ls");
    system(NULL);
    execvp(command, arguments);
}
