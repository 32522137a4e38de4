# Headshot Quote: the few verbs a contributor needs. `make help` lists them.

HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench lock setup browser clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Start the app on http://127.0.0.1:8501 (PORT=… for another port)
	@echo "Headshot Quote: http://$(HOST):$(PORT)   (Ctrl-C stops it)"
	@exec $(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: setup browser lint ## Everything CI runs: set-up, format, lint, types, import floors, tests with coverage
	@$(BIN)/python -m pytest -n auto --dist loadgroup --cov

lint: setup ## Format check, lint, types and import floors, without the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: setup ## Rewrite the code in the one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup browser $(VENV)/.bench ## Measure, and print the results as tables
	@$(BIN)/python -m bench

lock: setup ## Pin every dependency again, at its newest release, with hashes
	@$(call compile,requirements.lock,--upgrade)
	@$(call compile,requirements-dev.lock,--upgrade --extra dev --constraint requirements.lock)
	@$(call compile,requirements-bench.lock,--upgrade --extra bench --constraint requirements-dev.lock)

clean: ## Remove the environment and everything generated
	@rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* .hypothesis \
	  .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------- set-up

setup: $(VENV)/.dev # the environment for tests, made once per lock file

browser: setup # a Chromium that the browser tests drive: the one that is there, or a fresh one
	@$(BIN)/python tests/browser/find_browser.py --install

$(BIN)/python:
	@$(find_python); \
	echo "Making $(VENV) with $$("$$python" --version) ($$python)"; \
	"$$python" -c 'import ensurepip' 2>/dev/null || { \
	  echo "$$python cannot make environments: ensurepip is missing (on Debian: apt-get install python3-venv)." >&2; exit 1; }; \
	"$$python" -m venv --clear $(VENV)

# Each lock is installed by hash, from wheels alone: a source package would fetch unpinned build tools.
$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the app needs (first time only: about a minute)"
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need (first time only: a minute or two)"
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $(VENV)/.run $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@echo "Installing what the benches measure beside us (first time only: some seconds)"
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements-bench.lock
	@touch $@

# The first Python on the path that runs and is new enough; `make PYTHON=…` to choose another.
define find_python
for python in $(PYTHON) python3.11 python3 python3.12 python3.13 python3.14; do \
  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && found=1 && break; \
done; \
if [ -z "$${found:-}" ]; then \
  echo "Headshot Quote needs Python 3.11 or newer; found: $$(python3 --version 2>&1 || echo none)." >&2; \
  echo "Install it (https://www.python.org/downloads/), or name it: make run PYTHON=/path/to/python3.11" >&2; \
  exit 1; \
fi
endef

# One lock for every system and every Python from 3.11 on; the header names this verb, not a path.
define compile
$(BIN)/uv pip compile pyproject.toml --group build $(2) --no-strip-extras --universal --python-version 3.11 --quiet \
  --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --output-file $(1)
endef
