// TODO: read it from the file, finding
const int limit = 3;

// todos are listed elsewhere
// Nothing is left: the TODO list is empty.

/* FIXME(anna) finding */
int add(int row) {
    const char *text = "// TODO: not a comment";
    return row; // HACK around the old server, finding
}
