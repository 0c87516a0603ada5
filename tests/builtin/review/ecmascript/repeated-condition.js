function f(a, b, next) {
  if (a === 1) return 1;
  else if (b === 1) return 2;
  else if (a === 1) return 3; // finding
  else if (b === 1) return 4; // finding
  if (next()) return 5;
  else if (next()) return 6;
  if (a === 1) return 7;
  return 8;
}
