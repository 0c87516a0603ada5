function f(read) {
  const a = new Promise(async (resolve) => resolve(await read())); // finding
  const b = new Promise((resolve) => read(async () => resolve()));
  return [a, b, (async () => read())()];
}
