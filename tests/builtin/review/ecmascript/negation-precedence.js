function f(key, table) {
  if (!key in table) return 1; // finding
  if (!table instanceof Map) return 2; // finding
  if (!(key in table) || !(table instanceof Map)) return 3;
  return !key === table;
}
