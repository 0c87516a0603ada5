#include <stdlib.h>
#include <string.h>

void f(const char *a) {
    char *b = malloc(strlen(a)); // finding
    char *c = malloc(strlen(a + 1)); // finding
    char *d = malloc(strlen(a) + 1);
    char *e = malloc(1 + strlen(a) + strlen(b));
}
