#include <stdlib.h>

struct point {
    int x, y;
};

void f(int n) {
    struct point *a = malloc(sizeof(a)); // finding
    struct point *b = malloc(n * sizeof(b)); // finding
    struct point *c = malloc(sizeof(*c));
    struct point *d = malloc(n * sizeof *d), **e = calloc(1, sizeof(d));
    struct point *g = malloc(sizeof(struct point));
}
