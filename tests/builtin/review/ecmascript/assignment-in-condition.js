function f(a, b) {
  if (a = b) return 1; // finding
  if ((a = b)) return 2;
  if (a === b) return 3;
  while ((a = b())) b(a);
  return (a = b);
}
