// @ts-ignore: so there finding
f(3);
// @ts-expect-error The types are wrong before 2.0.
f(4);
// Do not write @ts-ignore here.
f(5);
