#!/bin/sh
# The fast gates, one line each; a gate speaks only when it fails. All of them run, whatever happens to one.
set -u

bin=.venv/bin
status=0

gate() { # gate NAME COMMAND…
    name=$1
    shift
    printf '  %-14s' "$name"
    if said=$("$@" 2>&1); then
        echo ok
    else
        echo FAILED
        printf '%s\n\n' "$said"
        status=1
    fi
}

gate format "$bin/ruff" format --check --output-format concise .
gate lint "$bin/ruff" check --output-format concise .
gate types "$bin/mypy"
gate contracts "$bin/lint-imports" --no-logo
gate migrations env DATABASE_URL=sqlite://:memory: "$bin/python" -m maillage_web manage makemigrations --check --dry-run
gate dependencies "$bin/deptry" src
gate architecture "$bin/python" -m pytest -q -n 2 tests/architecture

[ "$status" = 0 ] && echo "All gates passed." || echo "Some gates failed; \`make format\` repairs what can be repaired alone."
exit "$status"
