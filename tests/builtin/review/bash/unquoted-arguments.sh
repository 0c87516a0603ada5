run $@  # finding
for file in $@; do echo "$file"; done  # finding
run "$@"
for file in "$@"; do echo "$file"; done
echo $@
for file; do echo "$file"; done
echo "arguments: $@"
