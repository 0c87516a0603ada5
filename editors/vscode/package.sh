#!/usr/bin/env bash
# package.sh SERVER OUT: makes OUT, the extension for this machine's platform, with the server of
# the folder SERVER inside: the binary `wye`, whose grammars are in it, and all that lies beside it.
# Needs the network once, for the pinned npm packages.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$(cd "${1:?which folder holds the server?}" && pwd)
mkdir -p "$(dirname "${2:?which file is to be made?}")"
out=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")

if ! [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then
    echo 'fetching the packages of the VS Code extension'
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
    touch "$here/node_modules/.package-lock.json"
fi
(cd "$here" && node generate.mjs --check && node node_modules/typescript/bin/tsc --noEmit)

# vsce packs a folder; it is given one that holds what belongs into the package and nothing else.
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -r "$here"/{package.json,README.md,media} "$here/../../LICENSE" "$stage/"
mkdir -p "$stage"/{images,dist,server}
cp "$here/images/icon.png" "$stage/images/"
cp "$server/wye" "$server"/*.so* "$stage/server/"
node "$here/build.mjs" "$stage/dist"

# vsce wants a newer node than Debian 12 has; npm has one.
node=node
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 22 ] ||
    node=$("$here/../../tests/editors/install-code-server.sh" node)
case $(uname -m) in
x86_64) target=linux-x64 ;;
aarch64) target=linux-arm64 ;;
*) echo "package.sh: VS Code has no platform for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac
(cd "$stage" && "$node" "$here/node_modules/@vscode/vsce/vsce" package --target "$target" \
    --no-dependencies --allow-missing-repository -o "$out" >"$stage.log" 2>&1) ||
    { cat "$stage.log" >&2; rm -f "$stage.log"; exit 1; }
grep -i warning "$stage.log" >&2 || true
rm -f "$stage.log"
echo "$out"
