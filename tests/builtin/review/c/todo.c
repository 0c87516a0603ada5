// TODO: read it from the file, finding
static int limit = 3; /* FIXME(anna) finding */

// todos are listed elsewhere
// Nothing is left: the TODO list is empty.
const char *text = "// TODO: not a comment";
int row; // HACK around the old server, finding

// XXX Is this right, finding
// XXX where the list is empty?
