#include <stdlib.h>

void f(char *token, int *salt, int *row) {
    token[0] = rand() % 26; // finding
    *salt = random(); // finding
    row[0] = rand() % 6;
}
