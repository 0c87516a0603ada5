void f(Row *a, Row *b, Row *c) {
    if (a) // finding
        delete a; // finding below
    if (b != nullptr) {
        delete b;
    }
    if (c != NULL) // finding
        delete[] c;
    if (a) {
        delete a;
        a = nullptr;
    }
    if (b)
        delete c;
    if (c)
        delete c;
    else
        count++;
    delete a;
}
