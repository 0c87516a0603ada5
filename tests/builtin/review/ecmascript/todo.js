// TODO: read it from the file, finding
const limit = 3; /* FIXME(anna) finding */

// todos are listed elsewhere
// Nothing is left: the TODO list is empty.
const text = '// TODO: not a comment';
f(limit, text);
// HACK around the old server, finding

// XXX Is this right, finding
// XXX where the list is empty?
