function f(a, b) {
  if (a == b) return 1; // finding
  if (a != 0) return 2; // finding
  if (a == null || undefined != b) return 3;
  if (typeof a == "string") return 4;
  return a === b;
}

function meant(a, b) {
  // eslint-disable-next-line eqeqeq
  if (a == b) return 1;
  return a == b; // eslint-disable-line eqeqeq
}

function counts(a, b) {
  return a.length == 1 || a.length != b.length;
}
