bool f(const std::vector<int> &rows, const std::string &name) {
    if (rows.size() >= 0) // finding
        return true;
    if (name.length() < 0) // finding
        return true;
    if (rows.size() > 0 || rows.size() >= 10 || rows.size(1) >= 0)
        return true;
    return name.length() == 0;
}
