load() {
    # finding below
    local text=$(cat "$1")
    if [ $? -ne 0 ]; then
        return 1
    fi
    local other
    other=$(cat "$2")
    if [ $? -ne 0 ]; then
        return 1
    fi
    local third=$(cat "$3")
    if [ -z "$third" ]; then
        return 1
    fi
}
