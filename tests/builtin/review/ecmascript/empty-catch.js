function f(a) {
  try {
    a();
  } catch (error) {} // finding
  try {
    a();
  } catch {} // finding
  try {
    a();
  } catch {
    // The cache is only a help.
  }
  try {
    a();
  } catch (error) {
    log(error);
  } finally {
  }
}

function tries(parse) {
  try {
    parse();
  } catch (_error) {}
}
