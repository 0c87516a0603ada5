fail() {
    return 256  # finding
}
exit -1  # finding
exit 255
exit 0
return 1
exit "$status"
