# TODO: read it from the file  # finding
limit=3

# todos are listed elsewhere
# Nothing is left: the TODO list is empty.
run() {
    # FIXME(anna) finding
    echo "# TODO: not a comment"
    return 0 # HACK around the old server, finding
}
