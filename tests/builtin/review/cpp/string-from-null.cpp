std::string name(const Row *row) {
    if (!row)
        return nullptr; // finding
    std::string found = NULL; // finding
    std::string_view none(nullptr); // finding
    std::string empty;
    const char *text = nullptr;
    auto size = nullptr;
    return row->name;
}

const char *text(const Row *row) {
    return nullptr;
}

std::string *pointer() {
    return nullptr;
}
