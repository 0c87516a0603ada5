#!/usr/bin/env bash
# make demo: the main job on a small real program, with no key and no network.
set -eu
cd "$(dirname "$0")/.."

state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
# As a newcomer has it: no key, no configuration, whatever this shell holds.
unset ANTHROPIC_API_KEY OPENAI_API_KEY GEMINI_API_KEY GOOGLE_API_KEY GOOGLE_GENERATIVE_AI_API_KEY \
    MISTRAL_API_KEY DEEPSEEK_API_KEY DASHSCOPE_API_KEY MOONSHOT_API_KEY XAI_API_KEY
export XDG_CONFIG_HOME=$state/config XDG_STATE_HOME=$state/state

show() {
    printf '\n\033[1m$ wye %s\033[0m\n' "$*"
    build/wye "$@" 2>&1
}
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || show() {
    printf '\n$ wye %s\n' "$*"
    build/wye "$@" 2>&1
}

program=tests/demo
echo "wye on a small program, $program, with no key and no network."
echo
echo "Who would serve what, and why:"
show route refactor.simplify $program/inventory.py:23
show route explain $program/cart.js:12
show route review $program/session.c:20

echo
echo "The same three actions that an editor offers:"
show run explain $program/inventory.py:23
show run review $program/session.c
show run refactor.simplify $program/inventory.py:23

cat <<'END'

All of this came from the built-in engine, which reads the syntax tree and asks nobody.
To have a model answer, do one of these and run it again:

    export ANTHROPIC_API_KEY=...     or OPENAI_API_KEY=...
    a local server: put it into ~/.config/wye/config.json (README.md, "Configuration")

build/wye doctor says what is there and what is missing.
END
