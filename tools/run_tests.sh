#!/bin/sh
# The tests: those of the site on PostgreSQL, then all of them on SQLite; the last line printed is that of the
# whole. Both run even if the first fails. Options are passed to the second: tools/run_tests.sh -k articulation
# MAILLAGE_THOROUGH=1 tools/run_tests.sh looks at every page in every language, colour scheme and size, where each is
# otherwise looked at in one of them, in turn (tests/rotation.py): longer, before a release.
set -u

python=.venv/bin/python
unset DATABASE_URL DJANGO_SETTINGS_MODULE MAILLAGE_DATA MAILLAGE_EXAMPLES MAILLAGE_SECRET_KEY
unset PYTHONDONTWRITEBYTECODE # every module would be compiled again by every process, of which there are many
status=0

if [ -d tests/maillage_web ]; then
    echo "== the site on PostgreSQL"
    "$python" -m tools.with_postgres "$python" -m pytest tests/maillage_web -n 2 --dist worksteal -q -m "not one_database" || status=$?
    case $status in
        5) echo "no test of the site yet"; status=0 ;; # pytest: nothing collected
        69) status=0 ;; # no PostgreSQL for this machine: said above
    esac
fi

echo "== everything, on SQLite"
"$python" -m pytest -n 2 --dist worksteal "$@" || status=$? # here a collection of nothing (5) is a failure
exit "$status"
