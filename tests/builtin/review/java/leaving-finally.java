class A {
    int f() {
        try {
            return g();
        } finally {
            return 3; // finding
        }
    }

    int h() {
        try {
            return g();
        } finally {
            if (open) {
                close();
            }
        }
    }
}
