void f(int id, const std::string &name, std::ostringstream &stream) {
    const char *number = std::to_string(id).c_str(); // finding
    const char *path = (name + ".txt").c_str(); // finding
    const char *all = stream.str().c_str(); // finding
    const char *own = name.c_str();
    const std::string copy = stream.str();
    const char *kept = copy.c_str();
    std::string again = std::to_string(id).c_str();
    open(std::to_string(id).c_str());
    const char *field = row.name().c_str();
}
