class A {
    void f(List<Row> rows, Set<Row> others) {
        for (Row row : rows) {
            if (row.isOld()) {
                rows.remove(row); // finding
            }
        }
        for (Row row : rows) {
            rows.add(row.next()); // finding
        }
        for (Row row : rows) {
            if (row.isOld()) {
                rows.remove(row);
                break;
            }
        }
        for (Row row : rows) {
            others.remove(row);
        }
        for (Row row : new ArrayList<>(rows)) {
            rows.remove(row);
        }
    }
}
