function f(rows) {
  rows.sort((a, b) => a > b); // finding
  rows.sort((a, b) => a.size < b.size); // finding
  rows.sort((a, b) => a - b);
  rows.sort((a, b) => (a > b ? 1 : -1));
  return rows.filter((a) => a > 1).sort();
}
