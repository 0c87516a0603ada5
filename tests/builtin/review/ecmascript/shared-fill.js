function f(n) {
  const a = new Array(n).fill([]); // finding
  const b = Array(n).fill({}); // finding
  const c = new Array(n).fill(0), d = new Array(n).fill(null);
  return [a, b, c, d, Array.from({ length: n }, () => [])];
}
