function f(a, b) {
  // finding below
  if (a) {
    b += 1;
  } else {
    b += 1;
  }
  if (a) b += 1;
  else b += 2;
  if (a) {} else {}
  return b;
}
