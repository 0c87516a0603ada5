#!/usr/bin/env bash
# Plays all sessions, and the real binary against the wall, under valgrind: no error, no leak, no
# file left open but what was inherited. The builds are those without sanitizers. Ends with `N
# passed, N failed`.
set -u
cd "$(dirname "$0")/.."
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0
failed=0

options=(-q --error-exitcode=97 --leak-check=full --show-leak-kinds=definite,possible
    --errors-for-leak-kinds=definite,possible --track-fds=yes "--log-file=$logs/%p.log")

# Adds the counts of what ended with them.
count() {
    local counts
    counts=$(tail -n 1 "$1" | grep -oE '[0-9]+ passed, [0-9]+ failed')
    if [ -z "$counts" ] || [ "$2" -ne 0 ]; then
        cat "$1"
        failed=$((failed + 1))
    fi
    [ -z "$counts" ] || passed=$((passed + ${counts%% *}))
}

WYE_WHOLE=1 valgrind "${options[@]}" build/release/runner session >"$logs/runner" 2>/dev/null
count "$logs/runner" $?

cat >"$logs/wye" <<WRAPPER
#!/bin/sh
exec valgrind ${options[*]} $PWD/build/wye "\$@"
WRAPPER
chmod +x "$logs/wye"
WYE_BIN=$logs/wye node tests/node.mjs tests/e2e lsp >"$logs/e2e" 2>&1
count "$logs/e2e" $?

# A log names each open file and then whether it was inherited; anything else in it is an error.
for log in "$logs"/*.log; do
    if awk '/Open file descriptor/ { open = $0; next }
            /<inherited from parent>/ { open = ""; next }
            open != "" { print open; bad = 1; open = "" }
            /FILE DESCRIPTORS|==[[:space:]]*$/ { next }
            { print; bad = 1 }
            END { exit bad }' "$log"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
