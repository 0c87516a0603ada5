function f(a) {
  try {
    return a();
  } finally {
    return null; // finding
  }
}
function g(a) {
  try {
    return a();
  } finally {
    a.close(() => {
      return null;
    });
  }
}
