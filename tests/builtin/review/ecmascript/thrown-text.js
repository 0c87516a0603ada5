function f(a) {
  if (a === 1) throw 'no such row'; // finding
  if (a === 2) throw `no row ${a}`; // finding
  if (a === 3) throw 'no row ' + a; // finding
  if (a === 4) throw a;
  throw new Error('no such row');
}
