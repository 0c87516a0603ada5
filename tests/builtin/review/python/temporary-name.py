import tempfile

a = tempfile.mktemp()  # finding
b = tempfile.mktemp(suffix=".txt")  # finding
c, path = tempfile.mkstemp()
d = tempfile.NamedTemporaryFile()
e = tempfile.mktemp(prefix="socket-", dir="/run/own")
f = tempfile.mktemp(prefix=r"\\.\pipe\own-")
