#!/bin/sh
# Print the Python to build .venv with: 3.11 or later, python3 first, one that can make a virtual environment
# before one that cannot. `make PYTHON=/path/to/python` chooses another.
set -eu

fits() { # fits INTERPRETER TEST: whether it runs and the test, a Python expression, is true
    "$1" -c "import sys; sys.exit(not ($2))" >/dev/null 2>&1
}

recent="sys.version_info >= (3, 11)"
tried="(3, 11) <= sys.version_info[:2] <= (3, 14)"
complete="all(map(__import__('importlib.util').util.find_spec, ('venv', 'ensurepip')))"

for test in "$tried and $complete" "$recent and $complete" "$recent"; do
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if fits "$candidate" "$test"; then
            command -v "$candidate"
            exit 0
        fi
    done
done

cat >&2 <<'MESSAGE'
Maillage needs Python 3.11 or later, and none was found on PATH.
  Debian 12, Ubuntu 24.04 or later:  sudo apt-get install python3 python3-venv
  elsewhere:  install Python 3.11 or later, then  make PYTHON=/path/to/python3 …
Maillage a besoin de Python 3.11 ou plus récent, et n’en trouve aucun dans le PATH.
  Debian 12, Ubuntu 24.04 ou plus récent :  sudo apt-get install python3 python3-venv
  ailleurs :  installez Python 3.11 ou plus récent, puis  make PYTHON=/chemin/vers/python3 …
MESSAGE
exit 1
