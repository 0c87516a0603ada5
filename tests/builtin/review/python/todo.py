# TODO: read it from the file  # finding
LIMIT = 3

# todos are listed elsewhere
# Nothing is left: the TODO list is empty.


def add(row):
    # FIXME(anna) finding
    text = "# TODO: not a comment"
    return row, text  # HACK around the old server, finding

# XXX Is this right?  finding
# XXX where the list is empty?
