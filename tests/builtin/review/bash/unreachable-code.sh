first() {
    return 1
    echo never  # finding
}
second() {
    if [ -n "$1" ]; then
        exit 2
        rm -f "$1"  # finding
    else
        return 0
        cleanup "$1"  # finding
    fi
    echo here
}
for file in *; do
    continue
    echo "$file"  # finding
done
third() {
    [ -n "$1" ] || return 1
    echo here
    return 0
}
exit 0
helper() { echo text; }
