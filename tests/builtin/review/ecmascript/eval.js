function f(text, delay) {
  eval(text); // finding
  eval(`x = ${text}`); // finding
  const g = new Function("a", text); // finding
  setTimeout("f()", delay); // finding
  setTimeout(() => g(), delay);
  eval("1 + 1");
  new Function("return this")();
  return JSON.parse(text) + model.eval(text);
}
