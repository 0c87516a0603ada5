function f(a) {
  if (a === NaN) return 1; // finding
  if (Number.NaN != a) return 2; // finding
  return Number.isNaN(a) || a === nan;
}
