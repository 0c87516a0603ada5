function f(a: String): void { // finding
  g(a);
}

function g(a: string, b: number, c: Map<string, number>): object {
  const d: Object = [a, b, c, String(a)]; // finding
  return d;
}
