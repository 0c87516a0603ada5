function f(a, b) {
  a == b; // finding
  a < 1; // finding
  a = b;
  a === 1 && b();
  return a === b;
}
