# Maillage. `make help` says what there is. Nothing is asked of the machine but Python 3.11+ and make.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

PORT ?= 8000
export PORT
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
DONE := $(VENV)/.done
PIP := $(PY) -m pip -qq --disable-pip-version-check --no-input
# Python compiles what is imported, when it is: compiling all that is installed takes most of a minute.
ADD := install --no-compile
CATALOGUES := $(shell find src -name '*.po' 2>/dev/null)

.PHONY: help install demo test bench storm check format lock docs clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s%s\n", $$1, $$2 }'

install: $(DONE)/messages ## install the library, the command line and the site in .venv
	@echo "Ready: $(BIN)/maillage --help"

demo: $(DONE)/messages ## serve the examples in a browser (PORT=8000)
	@exec $(PY) -m maillage_web demo

test: $(DONE)/dev $(DONE)/messages $(DONE)/browser ## run every test, on PostgreSQL and on SQLite
	@tools/run_tests.sh

bench: $(DONE)/bench ## measure speed and memory, beside frictionless, pandas, Polars, NetworkX, igraph, shapiq…, then the site under load
	@$(PY) -m bench && $(PY) -m bench.territory && $(PY) -m bench.territory.pages && $(PY) -m bench.network && $(PY) -m bench.value && $(PY) -m bench.referential && $(PY) -m bench.referential.page && $(PY) -m bench.transition && $(PY) -m bench.workshop && $(PY) -m bench.workspace.run

storm: $(DONE)/bench ## kill the site at random while people save, then have forty of them edit for ten minutes
	@$(PY) -m bench.workspace.killed && $(PY) -m bench.workspace.bulk && $(PY) -m bench.workspace.forty

check: $(DONE)/dev $(DONE)/messages ## the fast gates: format, lint, types, contracts, dependencies
	@tools/gates.sh

format: $(DONE)/dev ## rewrite the code as the gates want it
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

lock: .tools/uv/bin/uv ## regenerate requirements/*.txt from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$$(tools/python.sh) -m tools.lock --uv .tools/uv/bin/uv $(UPGRADE)

docs: $(DONE)/dev ## regenerate the reference pages of docs/ from the definitions
	@$(PY) -m tools.docs

clean: ## remove what was built here, .venv included
	@rm -rf $(VENV) .tools build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find src -name '*.mo' -exec rm -f {} +

# ---- what the above rests on: each step leaves a stamp in .venv/.done and is not done twice

$(DONE)/venv:
	@python=$$(tools/python.sh) && $$python -m tools.environment $(VENV)
	@mkdir -p $(DONE) && touch $@

$(DONE)/runtime: requirements/runtime.txt pyproject.toml tools/hatch_build.py $(DONE)/venv
	@echo "Installing Maillage in $(VENV) (about a minute)…"
	@$(PIP) $(ADD) --require-hashes -r requirements/runtime.txt
	@$(PIP) $(ADD) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/runtime
	@echo "Installing what the tests and gates use (about two minutes)…"
	@$(PIP) $(ADD) --require-hashes -r requirements/dev.txt
	@touch $@

$(DONE)/bench: requirements/bench.txt $(DONE)/dev
	@echo "Installing what the benches compare with (about a minute)…"
	@$(PIP) $(ADD) --require-hashes -r requirements/bench.txt
	@touch $@

$(DONE)/messages: $(CATALOGUES) $(DONE)/runtime
	@$(PY) -m tools.compile_messages
	@touch $@

$(DONE)/browser: $(DONE)/dev
	@if $(PY) -m tools.browser; then touch $@; fi

.tools/uv/bin/uv:
	@echo "Installing uv in .tools/uv…"
	@python=$$(tools/python.sh) && $$python -m tools.environment .tools/uv
	@.tools/uv/bin/python -m pip install -qq --disable-pip-version-check uv==0.13.9
