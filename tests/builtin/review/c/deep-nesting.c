int f(int a, int b) {
    for (int i = 0; i < a; i++) {
        if (i > 1) {
            while (b) {
                switch (b) {
                case 1:
                    if (a) { // finding
                        if (b)
                            b--;
                    } else if (b > 3) {
                        b = 0;
                    }
                    for (int j = 0; j < a; j++) // beside the one that was told
                        b--;
                }
            }
        }
    }
    return b;
}

int leaves(int a, int b) {
    for (int i = 0; i < a; i++) {
        if (i > 1) {
            while (b) {
                switch (b) {
                case 1:
                    if (a)
                        return b;
                    if (b > 3) {
                        break;
                    }
                    if (b) // finding
                        b--;
                }
            }
        }
    }
    return b;
}

int chain(int a) {
    if (a == 1)
        return 2;
    else if (a == 2)
        return 3;
    else if (a == 3)
        return 4;
    else if (a == 4)
        return 5;
    else if (a == 5)
        return 6;
    return 0;
}
