void deep(const std::vector<Row> &rows) {
    for (const auto &row : rows) {
        if (row.open) {
            try {
                while (row.next()) {
                    if (row.ready) // finding
                        row.step();
                    for (int i = 0; i < 3; i++) { // beside the one that was told
                        if (i)
                            row.step();
                    }
                }
            } catch (const Error &error) {
                log(error);
            }
        }
    }
}

int chain(int kind) {
    if (kind == 1)
        return 1;
    else if (kind == 2)
        return 2;
    else if (kind == 3)
        return 3;
    else if (kind == 4)
        return 4;
    else if (kind == 5)
        return 5;
    return 0;
}

void inner(const std::vector<Row> &rows) {
    for (const auto &row : rows)
        if (row.open)
            while (row.next())
                row.each([](const Part &part) {
                    if (part.open)
                        for (const auto &item : part.items)
                            log(item);
                });
}
