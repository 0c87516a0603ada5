#include <stdio.h>

void f(FILE *in, char *line, int size) {
    while (!feof(in)) // finding
        fgets(line, size, in);
    while (!feof(in)) { // finding
        fgets(line, size, in);
        puts(line);
    }
    while (!feof(in)) {
        if (!fgets(line, size, in))
            break;
        puts(line);
    }
    while (fgets(line, size, in))
        puts(line);
}
