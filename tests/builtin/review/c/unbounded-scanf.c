void f(char *word) {
    scanf("%s", word); // finding
    scanf("%63s", word);
    scanf("%d", &count);
    scanf("%%s %d", &count);
}
