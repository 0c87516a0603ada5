function f(a: string, b: unknown) {
  const c = a as unknown as number; // finding
  const d = b as string as "yes";
  return [c, d, b as number];
}
