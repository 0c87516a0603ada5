#include <stdio.h>

struct point {
    int x, y;
};

const char *name(int a) {
    char text[20];
    snprintf(text, sizeof text, "%d", a);
    return text; // finding
}

struct point *make(void) {
    struct point point = { 1, 2 };
    return &point; // finding
}

const char *kept(int a) {
    static char text[20];
    static struct point point;
    char other[20];
    snprintf(text, sizeof text, "%d", a);
    return text;
}

struct point *first(struct point *points) {
    struct point *point = points;
    return &points[0];
}
