#!/usr/bin/env bash
# install-editor.sh EDITOR SUITE: unpacks neovim or emacs of a Debian suite (forky, trixie, …)
# beside the system and prints the path of the program. Nothing is installed on the system, and root
# is not needed. What was fetched is kept in ${XDG_CACHE_HOME:-~/.cache}/wye-tests, so that the next
# call is offline and quick.
#
# The package comes with its whole closure, libc included, and the binary is bound to that: the
# language server, its child, still runs on the system's own.
set -euo pipefail

editor=${1:?which editor? neovim or emacs}
suite=${2:?which suite? forky or trixie}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/wye-tests
place=$cache/editor-$editor-$suite

say() { echo "install-editor.sh: $*" >&2; }

# The archive that this machine's apt uses: the first address that ends in /debian.
mirror() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources \
        2>/dev/null | grep -v '^ *#' | grep -oE '(https?|mirror\+file|file):[^ ]+/debian/?( |$)' |
        head -n 1 | tr -d ' '
}

# Fetches the packages named and all that they depend on into $2, with an apt of its own that
# believes nothing to be installed. apt checks the archive's signature as always.
fetch() {
    local suite=$1 debs=$2 apt=$3 archive
    shift 3
    archive=$(mirror)
    [ -n "$archive" ] || { say "apt's sources name no Debian archive"; return 1; }
    mkdir -p "$apt"/{etc/preferences.d,state/lists/partial,cache/archives/partial}
    : >"$apt/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $suite main" \
        >"$apt/etc/sources.list"
    local options=(-qq -o Dir::Etc="$apt/etc" -o Dir::Etc::sourcelist="$apt/etc/sources.list"
        -o Dir::Etc::sourceparts=/dev/null -o Dir::State="$apt/state"
        -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache"
        -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o Acquire::Retries=2
        -o APT::Sandbox::User=root -o Debug::NoLocking=1
        -o APT::Update::Error-Mode=any)
    timeout 150 apt-get "${options[@]}" update >&2 &&
        timeout 240 apt-get "${options[@]}" install -y --no-install-recommends --download-only \
            "$@" >/dev/null &&
        mkdir -p "$debs" && mv "$apt"/cache/archives/*.deb "$debs/"
}

# Later suites put everything into /usr: so do we, for packages that ship /lib or /bin.
unpack() {
    local root=$1 name package
    shift
    mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$root/$name"; done
    for package in "$@"; do
        dpkg-deb --fsys-tarfile "$package" |
            tar -x -C "$root" --keep-directory-symlink --no-same-owner -f -
    done
}

# Binds the binary to the loader and the libraries beside it. The suite's own patchelf does it,
# which has to be called through that loader.
bind() {
    local root=$1 binary=$2 libraries loader
    libraries=$(dirname "$(find "$root/usr/lib" -name libc.so.6 -print -quit)")
    loader=$(find "$root/usr" -name 'ld-linux*.so.*' -print -quit)
    "$loader" --library-path "$libraries" "$root/usr/bin/patchelf" --set-interpreter "$loader" \
        --force-rpath --set-rpath "$libraries" "$binary"
}

install_neovim() {
    bind "$place" "$place/usr/bin/nvim"
    cat >"$place/run" <<WRAPPER
#!/bin/sh
VIMRUNTIME=$place/usr/share/nvim/runtime exec $place/usr/bin/nvim "\$@"
WRAPPER
}

# Native compilation is off: its compiler's own files are not where it looks for them.
install_emacs() {
    local version dump
    bind "$place" "$place/usr/bin/emacs-nox"
    version=$(basename "$(find "$place/usr/share/emacs" -maxdepth 1 -name '[0-9]*' -print -quit)")
    dump=$(find "$place/usr/libexec/emacs" -name '*.pdmp' -print -quit)
    cat >"$place/run" <<WRAPPER
#!/bin/sh
export EMACSLOADPATH=$place/usr/share/emacs/$version/lisp
export EMACSDATA=$place/usr/share/emacs/$version/etc EMACSDOC=$place/usr/share/emacs/$version/etc
export EMACSPATH=$(dirname "$dump")
exec $place/usr/bin/emacs-nox --dump-file=$dump \\
    --eval '(setq native-comp-enable-subr-trampolines nil native-comp-jit-compilation nil)' "\$@"
WRAPPER
}

case $editor in
neovim) package=neovim ;;
emacs) package=emacs-nox ;;
*) say "knows neovim and emacs, not $editor"; exit 2 ;;
esac
exec 9>&1 1>&2
mkdir -p "$cache"
exec 8>"$cache/.lock-$editor-$suite"
flock 8
if ! [ -e "$place/.complete" ]; then
    work=$(mktemp -d "$cache/.work-XXXXXX")
    trap 'rm -rf "$work"' EXIT
    debs=$cache/debs-$editor-$suite
    if ! [ -e "$debs/.complete" ]; then
        rm -rf "$debs"
        say "fetching $editor of Debian $suite"
        fetch "$suite" "$debs" "$work/apt" "$package" patchelf ||
            { say "cannot fetch $editor of $suite from apt's mirror"; exit 1; }
        touch "$debs/.complete"
    fi
    rm -rf "$place"
    unpack "$place" "$debs"/*.deb
    "install_$editor"
    chmod +x "$place/run"
    "$place/run" --version | head -n 1
    touch "$place/.complete"
fi
echo "$place/run" >&9
