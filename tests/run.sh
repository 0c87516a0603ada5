#!/usr/bin/env bash
# Plays the tests and adds up their counts. `run.sh test [NAME]` plays those that need only this
# machine's own build; `run.sh e2e` the real binary and real editors; `run.sh check` all of it, the
# tidiness of the house, and valgrind. The last line is `N passed, N failed`. `run.sh screenshots`
# makes the pictures of VS Code.
set -u
cd "$(dirname "$0")/.."
what=$1
name=${2:-}
passed=0
failed=0
# The leak checker takes a thread's block from malloc that happens to lie 16 bytes into a page for
# one of glibc 2.19 and dies (google/sanitizers#1322; gone in GCC 14): so it records no such blocks.
leaks=detect_leaks=1:intercept_tls_get_addr=0
export ASAN_OPTIONS=${ASAN_OPTIONS:-$leaks:abort_on_error=0:detect_stack_use_after_return=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
# The keys of the sessions and those of the wall: none may stand in what a part says, its servers'
# logs with it. Where a test has failed, its own words may show one.
keys='test-key|wall-(anthropic|openai)-[0-9a-f]{12}'

# Runs a command that ends with a line `N passed, N failed`, under a bound of time.
part() {
    local title=$1 log status counts started=$SECONDS
    shift
    log=$(mktemp)
    timeout 900 "$@" >"$log" 2>&1
    status=$?
    counts=$(grep -oE '[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
    if [ -n "$counts" ]; then
        passed=$((passed + ${counts%% *}))
        local bad=${counts#*, }
        bad=${bad%% *}
        # A crash after the counting, a leak report say, is a failure too.
        [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
        if [ "$bad" -eq 0 ] && grep -qE "$keys" "$log"; then
            grep -E "$keys" "$log"
            echo 'A key of the tests stands in what was said.'
            bad=1
        fi
        failed=$((failed + bad))
        status=$bad
    else
        failed=$((failed + 1))
        counts='did not end with a count'
        status=1
    fi
    [ "$status" -eq 0 ] || cat "$log"
    printf '%-12s %s (%d s)\n' "$title" "$counts" $((SECONDS - started))
    rm -f "$log"
}

modules() {
    if ! [ tests/node_modules/.package-lock.json -nt tests/package-lock.json ]; then
        echo 'fetching the packages of the tests'
        (cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) ||
            exit 1
        touch tests/node_modules/.package-lock.json
    fi
}

# Valgrind is slow and looks at no clock, so it runs beside the parts that look at none either.
start_valgrind() {
    valgrind_log=$(mktemp)
    (
        timeout 1100 tests/valgrind.sh >"$valgrind_log" 2>&1
        echo $? >"$valgrind_log.status"
    ) &
    valgrind_pid=$!
}

end_valgrind() {
    part valgrind bash -c 'tail --pid="$0" -f /dev/null; cat "$1"; exit "$(cat "$1.status")"' \
        "$valgrind_pid" "$valgrind_log"
    rm -f "$valgrind_log" "$valgrind_log.status"
}

modules
[ "$what" != screenshots ] || exec node tests/editors/vscode/screenshots.mjs
if [ "$what" = check ]; then
    part tidy node tests/tidy.mjs
    start_valgrind
fi
if [ "$what" = test ] || [ "$what" = check ]; then
    rm -f build/messages.jsonl
    part runner env WYE_MESSAGES=build/messages.jsonl build/check/runner $name
    part wall node tests/node.mjs tests/wall
    part markdown node tests/node.mjs tests/actions
    [ -n "$name" ] || part types node tests/types.mjs build/messages.jsonl
    [ "$what" != check ] || end_valgrind
    part e2e node tests/node.mjs tests/e2e
fi
if [ "$what" = e2e ] || [ "$what" = check ]; then
    part editors node tests/node.mjs tests/editors
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
