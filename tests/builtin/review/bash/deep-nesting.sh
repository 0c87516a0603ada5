deep() {
    if [ -n "$1" ]; then
        for a in x y; do
            while true; do
                case $a in
                    x)
                        if [ -z "$2" ]; then # finding
                            echo deep
                        fi
                        ;;
                esac
            done
        done
    fi
}

shallow() {
    if [ -n "$1" ]; then
        for a in x y; do
            while true; do
                if [ -z "$2" ]; then
                    echo "$a"
                fi
            done
        done
    fi
}
