void f(int size) {
    int *numbers = new int[size];
    auto *one = new Row(size);
    delete numbers; // finding
    delete one;
}

void g(int size) {
    char *text = new char[size];
    delete[] text;
    char *other = new char[size];
    delete [] other;
}
