function f(a) {
  if (a) {
    return 1;
    a(); // finding
  }
  for (const b of a) {
    continue;
    if (b) a(); // finding
  }
  return helper();
  // Hoisted.
  function helper() {
    throw new Error("no");
  }
}
function g(a) {
  switch (a) {
    case 1:
      return 1;
    case 2:
      a();
      break;
  }
  return 2;
}
