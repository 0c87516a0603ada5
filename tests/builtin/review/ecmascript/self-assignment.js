class Point {
  constructor(x, y) {
    x = x; // finding
    this.y = y;
    y = this.x;
  }
}
