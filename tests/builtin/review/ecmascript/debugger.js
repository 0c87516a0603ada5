function f(a) {
  debugger; // finding
  const name = "debugger;";
  return a.debugger(name);
}
