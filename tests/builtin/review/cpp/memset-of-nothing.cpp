void f(void *p, size_t size) {
    memset(p, size, 0); // finding
    std::memset(p, sizeof(int), 0); // finding
    memset(p, 0, size);
    memset(p, 0, 10);
    memcpy(p, q, 0);
}
