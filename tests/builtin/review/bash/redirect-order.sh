make 2>&1 > log  # finding
make 2>&1 >> log  # finding
make > log 2>&1
make 2>&1
errors=$(make 2>&1 >/dev/null)
make 2>&1 >/dev/null | grep error
make 2> errors > log
