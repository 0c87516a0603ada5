function f(a, b, next) {
  if (a && a) return 1; // finding
  if (a.x < a.x) return 2; // finding
  b = a.y - a.y; // finding
  if (a.x < b.x || b) return next() - next();
  if (a !== a) return NaN;
  return a * a + b;
}
