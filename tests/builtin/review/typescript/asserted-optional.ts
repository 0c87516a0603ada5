function f(a: { b?: { c: number } }) {
  const c = a.b?.c!; // finding
  const d = a.b!.c;
  return c + d + (a.b?.c ?? 0);
}
