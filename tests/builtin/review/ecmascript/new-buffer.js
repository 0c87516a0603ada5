function f(n) {
  const a = new Buffer(n); // finding
  const own = new Buffer(true, n, a);
  return [a, own, Buffer.from('a'), Buffer.alloc(n), new Uint8Array(n)];
}
