void f(char *line) {
    gets(line); // finding
    fgets(line, 10, stdin);
    widgets(line);
}
