function f(texts, parse) {
  const a = texts.map(parseInt); // finding
  return [a, texts.map(Number), texts.map(parse), texts.map((text) => parseInt(text, 10))];
}
