function f(a) {
  if (typeof a === "strnig") return 1; // finding
  if (typeof a === "array") return 2; // finding
  if (typeof a === "bigint" || typeof a !== "undefined") return 3;
  return kind(a) === "array";
}
