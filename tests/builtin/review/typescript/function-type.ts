function f(done: Function) { // finding
  done();
}

function g(done: () => void, then: FunctionTable) {
  done();
}
