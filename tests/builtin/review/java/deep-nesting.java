class A {
    void deep(List<Row> rows) {
        for (Row row : rows) {
            if (row.isOpen()) {
                try {
                    while (row.next()) {
                        if (row.isReady()) { // finding
                            row.step();
                        }
                        for (int i = 0; i < 3; i++) { // beside the one that was told
                            if (i > 1) {
                                row.step();
                            }
                        }
                    }
                } finally {
                    row.close();
                }
            }
        }
    }

    int chain(int kind) {
        if (kind == 1) {
            return 1;
        } else if (kind == 2) {
            return 2;
        } else if (kind == 3) {
            return 3;
        } else if (kind == 4) {
            return 4;
        } else if (kind == 5) {
            return 5;
        }
        return 0;
    }

    void inner(List<Row> rows) {
        for (Row row : rows) {
            if (row.isOpen()) {
                while (row.next()) {
                    row.each(part -> {
                        if (part.isOpen()) {
                            for (Item item : part.items()) {
                                log(item);
                            }
                        }
                    });
                }
            }
        }
    }
}
