void f() {
    try {
        g();
    } catch (...) {} // finding
    try {
        g(); // finding below
    } catch (const std::exception &) {
    }
    try {
        g();
    } catch (const NotFound &) {
        // it is made below
    }
    try {
        g();
    } catch (...) {
        throw;
    }
}

File::~File() {
    try {
        close();
    } catch (...) {}
}
