// TODO: read it from the file, finding
const LIMIT: u32 = 3;

// todos are listed elsewhere
// Nothing is left: the TODO list is empty.

/* FIXME(anna) finding */
fn add(row: u32) -> u32 {
    let text = "// TODO: not a comment";
    row // HACK around the old server, finding
}
