#include <string.h>

void f(char *to, size_t size, const char *from) {
    strncpy(to, from, strlen(from)); // finding
    strncat(to, from, strlen(from)); // finding
    strncpy(to, from, size - 1);
    strncat(to, from, size - strlen(to) - 1);
    memcpy(to, from, strlen(from));
}
