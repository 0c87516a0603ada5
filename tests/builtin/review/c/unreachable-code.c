int f(int a) {
    if (a) {
        return 1;
        g(a); // finding
    }
    switch (a) {
    case 1:
        return 2;
        break;
    case 2: {
        g(a);
        break;
    }
    }
    goto out;
out:
    g(a);
#ifdef HAS_A
    return 1;
#else
    return 2;
#endif
}

void macros(int a) {
    switch (a) {
        on_case(A); break;
        on_case(B); break;
    }
}
