#!/usr/bin/env bash
# Sets up what building and testing need: Debian packages and the npm packages of the tests.
# `setup.sh check` adds what only `make check` needs.
# Says nothing where nothing is to do. Without root or sudo it prints the one command to run.
set -eu
cd "$(dirname "$0")/.."

packages=(libuv1-dev libcurl4-openssl-dev libcjson-dev libsqlite3-dev nodejs npm openssl sqlite3)
[ "${1:-}" != check ] || packages+=(valgrind chromium fonts-dejavu-core lua-check)
missing=()
for package in "${packages[@]}"; do
    case "$package" in
    nodejs) command -v node >/dev/null && continue ;;
    npm) command -v npm >/dev/null && continue ;;
    openssl) command -v openssl >/dev/null && continue ;;
    *) dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' && continue ;;
    esac
    missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
    command="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" = 0 ]; then
        run=()
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        run=(sudo)
    else
        echo "wye needs packages that are not installed. Run this once, then call make again:" >&2
        echo "    sudo sh -c 'apt-get update && $command'" >&2
        exit 1
    fi
    echo "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    "${run[@]}" apt-get -qq update >/dev/null
    # shellcheck disable=SC2086
    "${run[@]}" $command >/dev/null
fi
