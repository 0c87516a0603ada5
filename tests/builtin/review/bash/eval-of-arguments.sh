run() {
    eval "$1"  # finding
    eval "$@"  # finding
    eval "${2}"  # finding
    eval "$(ssh-agent -s)"
    eval set -- "$options"
    eval "$command"
    "$@"
}
