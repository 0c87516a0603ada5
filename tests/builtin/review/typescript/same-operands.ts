function f(a?: { b: number }): boolean {
  if (a && a) return true; // finding
  return Boolean(a && a!.b);
}
