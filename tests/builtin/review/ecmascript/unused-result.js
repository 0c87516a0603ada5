function f(text, n) {
  text.trim(); // finding
  n.trimStart(2);
  text = text.toLowerCase();
  text.split(',').push('a');
  return text.toUpperCase();
}
