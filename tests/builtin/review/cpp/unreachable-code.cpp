int f(int a) {
    if (a > 0) {
        throw Error("a");
        g(); // finding
    }
    for (int i : rows) {
        continue;
        g(i); // finding
    }
    return a;
    g(); // finding
}

int g(int a) {
    switch (a) {
    case 1:
        return 1;
    case 2: {
        return 2;
    }
    default:
        throw Error("a");
        return 0;
    }
    goto done;
done:
    return 3;
}

int h() {
    throw Error("h");
    return 0;
}
