void f(int a) {
    if (a > 0)
        throw new std::runtime_error("a"); // finding
    if (a < 0)
        throw std::runtime_error("a");
    throw;
}
