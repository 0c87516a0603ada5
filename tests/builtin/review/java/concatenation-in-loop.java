class A {
    String f(List<String> rows) {
        String all = "";
        for (String row : rows) {
            all += row + ", "; // finding
        }
        for (int i = 0; i < 3; i++) {
            all += "-"; // finding
        }
        int count = 0;
        for (String row : rows) {
            count += row.length();
        }
        all += ".";
        return all;
    }
}
