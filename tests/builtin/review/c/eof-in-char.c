#include <stdio.h>

void f(FILE *in) {
    char a = getchar(); // finding
    unsigned char b = fgetc(in); // finding
    int c = fgetc(in);
    char d = (char)c;
}
