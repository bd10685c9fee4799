# The work on this project, one target a task. `make` alone lists them.

VENV  := .venv
BIN   := $(VENV)/bin
SITE  := site
AUDIT := .audit
# What a test run may use of the machine; the site is built once for each.
JOBS  ?= 2
# How `make check` tells of mistakes: text, json or github.
FORMAT ?= text
# What `make bench` measures: `--size small`, for one; `make bench-apparatus`: `--sources 500`.
BENCH ?=
# The annotation whose words `make pictures` shows.
LINE  ?= baghdad-2025\#stay-until-september-2026
# The first Python that is new enough; PYTHON=... on the command line overrides it.
PYTHON := $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve check test lint format messages bench bench-apparatus audit shots pictures lock clean

help:  ## list these targets
	@awk -F ':.*##' '/^[a-z-]+:.*##/ { printf "  make %-16s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- The environment: stamps, so that a second call costs nothing ------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Hashiya needs Python 3.11 or newer, and found none."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv module does not work here; on Debian: apt-get install python3-venv"; exit 1; }

# The package is installed without isolation and without an index: its build backend is locked too.
$(VENV)/.site: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	@echo "Installing the locked test tools into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.site
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

# --- For editors -------------------------------------------------------------------------------

site: $(VENV)/.site  ## build the site into site/
	@$(BIN)/hashiya build --project . --out $(SITE)
	@echo "To look at it in a browser: make serve"

serve: $(VENV)/.site  ## show the site at http://127.0.0.1:8000/, renewed at every change
	@# MkDocs 1.6 forgets its default of live reload under newer versions of click, hence the option.
	@$(BIN)/mkdocs serve --livereload

check: $(VENV)/.site  ## look for mistakes in the annotations
	@$(BIN)/hashiya check --project . --format $(FORMAT)

# --- For developers ----------------------------------------------------------------------------

test: $(VENV)/.test  ## run every test: code, layers, types, behaviour, browser
	@# Without a Chromium the browser tests fail and say what this line said.
	@$(BIN)/python tests/browser/chromium.py --install || true
	@$(BIN)/python -m pytest -n $(JOBS)

lint: $(VENV)/.test  ## ruff, mypy and the import layers alone
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.test  ## format the code, and mend what can be mended without a person
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

messages: $(VENV)/.test  ## bring the catalogs up to date with the code's messages
	@$(BIN)/python -m pytest -q -n 0 --accept tests/test_locales.py

bench: $(VENV)/.bench  ## measure speed against Hugo and stock Material
	@$(BIN)/python tests/bench/run.py $(BENCH)

bench-apparatus: $(VENV)/.site  ## measure how claims, events, names and terms grow
	@$(BIN)/python tests/bench/apparatus.py $(BENCH)

audit: $(VENV)/.test site  ## axe, the Nu checker, Lighthouse, changes of view (needs Node and Java)
	@$(BIN)/python -m tests.audit.audit $(SITE) --tools $(AUDIT)

shots: $(VENV)/.test site  ## pictures of the pages, all widths and schemes, into shots/
	@$(BIN)/python -m tests.browser.shots $(SITE) shots

pictures: $(VENV)/.test  ## draw the pictures for link previews into docs/
	@$(BIN)/python -m tests.browser.pictures.make '$(LINE)'

lock: $(BIN)/python  ## renew the locked versions of all dependencies
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for set in requirements requirements-test requirements-bench; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    $$set.in --output-file $$set.txt || exit 1; done

clean:  ## remove everything that these targets made
	@rm -rf $(VENV) $(SITE) $(AUDIT) shots .mypy_cache .pytest_cache .ruff_cache .hypothesis \
	  .import_linter_cache build_tools/hashiya.egg-info
	@find build_tools tests -name __pycache__ -type d -prune -exec rm -rf {} +
