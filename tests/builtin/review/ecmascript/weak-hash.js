import { createHash } from 'node:crypto';

function f(text) {
  const a = createHash('md5').update(text); // finding
  const b = crypto.createHash("sha1"); // finding
  return [a, b, createHash('sha256'), createHash(text)];
}
