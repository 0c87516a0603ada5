function f(read) {
  const a = new Promise(async (resolve) => resolve(await read())); // finding
  const b = new Promise((resolve) => read(async () => resolve()));
  const c = new Promise(async (resolve, reject) => {
    try {
      resolve(await read());
    } catch (error) {
      reject(error);
    }
  });
  return [a, b, c, (async () => read())()];
}
