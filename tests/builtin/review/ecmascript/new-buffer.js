function f(n) {
  const a = new Buffer(n); // finding
  return [a, Buffer.from('a'), Buffer.alloc(n), new Uint8Array(n)];
}
