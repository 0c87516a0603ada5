#include <string.h>

void f(char *a, size_t size) {
    memset(a, size, 0); // finding
    memset(a, sizeof(int), 0); // finding
    memset(a, 0, size);
    memset(a, 0, 0);
    memset(a, 1, 10);
}
