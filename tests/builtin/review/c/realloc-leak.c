int f(struct list *list, char *text) {
    list->items = realloc(list->items, 10); // finding
    text = realloc(text, 20); // finding
    char *larger = realloc(text, 30);
    if (!larger)
        return -1;
    text = larger;
    return 0;
}

char *kept(char *text) {
    char *old = text;
    text = realloc(text, 20);
    if (!text)
        free(old);
    return text;
}

char *last(char *text) {
    text = realloc(text, 20);
    if (!text)
        die("no memory");
    return text;
}

char *sure(char *text) {
    text = realloc(text, 20);
    assert(text);
    return text;
}
