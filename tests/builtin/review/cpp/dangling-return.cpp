const std::string &name(int id) {
    std::string found = lookup(id);
    return found; // finding
}

int *first() {
    int numbers = 3;
    return &numbers; // finding
}

std::string copy(int id) {
    std::string found = lookup(id);
    return found;
}

const std::string &none() {
    static std::string empty;
    return empty;
}

std::string &inner(Store &store) {
    std::string &found = store.name;
    return found;
}
