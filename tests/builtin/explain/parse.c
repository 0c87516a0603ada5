#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 64

struct row {
    char *name;
    int value;
};

static struct row rows[ROWS_MAX];
static int row_count;

// Finds a row by its name; NULL where there is none.
static struct row *find(const char *name) {
    for (int i = 0; i < row_count; i++) {
        if (!strcmp(rows[i].name, name))
            return &rows[i];
    }
    return NULL;
}

/* Reads rows of "name=value" until the end of the file. Returns how many there were, or -1. */
int parse(FILE *file, int *errors, ...) {
    char line[256];
    while (fgets(line, sizeof line, file)) {
        char *equals = strchr(line, '=');
        if (!equals) {
            (*errors)++;
            continue;
        } else if (row_count == ROWS_MAX) {
            goto full;
        }
        *equals = '\0';
        struct row *row = find(line);
        if (!row) {
            row = &rows[row_count++];
            row->name = strdup(line);
        }
        row->value = atoi(equals + 1);
        switch (row->value) {
        case 0:
            puts("zero");
            break;
        default:
            break;
        }
    }
    return row_count;
full:
    fprintf(stderr, "full\n");
    return -1;
}
