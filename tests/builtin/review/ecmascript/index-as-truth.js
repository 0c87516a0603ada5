function f(rows, row) {
  if (rows.indexOf(row)) return 1; // finding
  if (rows.findIndex((each) => each === row)) return 2; // finding
  if (rows.indexOf(row) !== -1 || !rows.indexOf(row)) return 3;
  if (~rows.indexOf(row)) return 4;
  return rows.includes(row);
}
