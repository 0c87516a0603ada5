int f(const char *a, char b) {
    if (a == "yes") // finding
        return 1;
    if ("no" != a) // finding
        return 2;
    return strcmp(a, "yes") == 0 || b == 'y' || a[0] == "y"[0];
}
