#include <string.h>

int f(const char *a, const char *b) {
    if (strcmp(a, b) == 1) // finding
        return 1;
    if (memcmp(a, b, 2) == -1) // finding
        return 2;
    if (strcmp(a, b) == 0 || strcmp(a, b) < 0)
        return 3;
    return strlen(a) == 1;
}
