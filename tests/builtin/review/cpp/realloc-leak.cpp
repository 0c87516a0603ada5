void f(char *buffer, size_t size) {
    buffer = (char *)realloc(buffer, size); // finding
    this->rows = static_cast<Row *>(std::realloc(this->rows, size)); // finding
    char *bigger = (char *)realloc(buffer, size);
    buffer = (char *)realloc(nullptr, size);
    buffer = (char *)realloc(buffer, 0);
}
