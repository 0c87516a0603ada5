async function f(items) {
  items.forEach(async (item) => { // finding
    await save(item);
  });
  items.forEach(async function (item) { // finding
    await save(item);
  });
  items.forEach((item) => show(item));
  await Promise.all(items.map(async (item) => save(item)));
}
