function f() {
  const token = Math.random().toString(36).slice(2); // finding
  let other;
  other.sessionId = 'a' + Math.random(); // finding
  const row = Math.random();
  const secret = crypto.randomUUID();
  const tokens = () => { return Math.random(); };
  return [token, row, secret, tokens];
}
