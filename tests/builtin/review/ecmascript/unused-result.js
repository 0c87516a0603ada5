function f(text, n) {
  text.trim(); // finding
  n.toFixed(2); // finding
  text = text.toLowerCase();
  text.split(',').push('a');
  return text.toUpperCase();
}
