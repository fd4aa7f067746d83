# The two commands that matter: `make demo` and `make test`. `make help` lists the rest.

SHELL := /bin/sh
PORT ?= 5000
PYTHON ?= python3
BIN := .venv/bin
CODE := helpdesk tests migrations/env.py config.py wsgi.py
PYTEST := $(BIN)/pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder

.PHONY: help setup setup-dev build demo demo-reset test test-all check format lint types contracts house bench bench-mail bench-reading translations lock clean

help: ## List all targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- installing -------------------------------------------------------------------------------------------------------
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo 'Python 3.11, 3.12 or 3.13 is needed. Name yours: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo 'Python lacks venv. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }

.venv/installed: .venv/bin/python requirements-build.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt
	@touch $@

.venv/installed-dev: .venv/bin/python requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/installed

setup: .venv/installed build ## Install what the product needs and build its assets and translations

setup-dev: FOR_TESTS := --for-tests
setup-dev: .venv/installed-dev build ## The same, and what the tests need

build: ## Build assets and translations (does nothing when nothing has changed)
	@$(BIN)/python -m helpdesk.assets.build $(FOR_TESTS)
	@$(BIN)/pybabel --quiet compile --directory helpdesk/translations

# --- trying it --------------------------------------------------------------------------------------------------------
demo: setup ## Run the demonstration (PORT=5055 for another port); keeps its data
	@$(BIN)/python -m helpdesk.demo.run --port $(PORT)

demo-reset: setup ## Throw the demonstration's data away; the next `make demo` starts over
	@$(BIN)/python -m helpdesk.demo.run --reset

# --- checking ---------------------------------------------------------------------------------------------------------
test: setup-dev ## The test suite, on SQLite and on PostgreSQL
	$(BIN)/python -m tests.preflight
	$(PYTEST) -m 'not matrix' --database=sqlite --cov --cov-report=term:skip-covered --cov-fail-under=95
	$(PYTEST) -m 'not matrix and not browser' --database=postgresql --ignore=tests/domain

test-all: setup-dev ## The suite and the full matrix: every page, role, scheme and width
	$(BIN)/python -m tests.preflight
	$(PYTEST) --database=sqlite
	$(PYTEST) --database=postgresql

check: setup-dev lint types contracts house ## Format, lint, types, contracts, house tests

lint:
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/djlint --quiet --lint templates

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports --no-cache

bench: setup-dev ## Measure pages and the whole stack (ARGS='--sizes 10000 --write', see tests/benchmarks)
	$(BIN)/python -m tests.benchmarks $(ARGS)

bench-mail: setup-dev ## Measure letters a second from raw bytes to a committed ticket (ARGS='--letters 300')
	$(BIN)/python -m tests.benchmarks.letters $(ARGS)
bench-reading: setup-dev ## Say how much of the corpora in tests/mail is read right, and what is wrong
	$(BIN)/python -m tests.benchmarks.reading

house:
	$(BIN)/pytest --quiet tests/house

format: .venv/installed-dev ## Format the code
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix-only --quiet $(CODE)

# --- keeping ----------------------------------------------------------------------------------------------------------
translations: .venv/installed-dev ## Take new sentences from the code into the catalogue
	@mkdir -p build
	$(BIN)/pybabel --quiet extract --mapping-file helpdesk/translations/babel.cfg --keywords 'N_ _l lazy_gettext' \
	  --add-location never --no-wrap --sort-output --project helpdesk --output-file build/messages.pot .
	$(BIN)/pybabel --quiet update --input-file build/messages.pot --output-dir helpdesk/translations --no-wrap --no-fuzzy-matching --ignore-obsolete

lock: ## Lock the dependencies anew, with hashes
	for extra in '' '--extra build' '--extra build --extra dev'; do \
	  case "$$extra" in '') out=requirements.txt;; *dev) out=requirements-dev.txt;; *) out=requirements-build.txt;; esac; \
	  uv pip compile --quiet pyproject.toml $$extra --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header --output-file $$out; \
	done

clean: ## Remove everything that is built or installed, but not the data in instance/
	rm -rf .venv build node_modules design-tokens helpdesk/static .mypy_cache .pytest_cache .ruff_cache
