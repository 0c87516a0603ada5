function f(a: any, b: unknown): string { // finding
  const c: any[] = []; // finding
  let d: Record<string, number> = {};
  return many(a, b, c, d);
}
function overloads(...rest: any[]): void {}
interface Any {
  any: string;
}

function bind<T extends { config: any }>(this: any, each: T, thisArg?: any): void {
  g(this, each, thisArg);
}
