int main() {
    char line[100];
    gets(line); // finding
    fgets(line, sizeof line, stdin);
    stream.gets(line);
}
