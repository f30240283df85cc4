# Every command a newcomer needs; `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run test check style types tests check-compose lock bench search soak
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.locked ## make .venv from requirements.lock (again only when the lock changes)

$(VENV)/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Auditloop needs Python 3.11 or newer: make setup PYTHON=python3.11")'
	@echo "Setting up $(VENV) from requirements.lock"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

run: setup ## start everything on this machine with the sample audits; Ctrl-C stops it all
	@exec $(BIN)/python -m runtime

test: style ## run every check that CI runs
	@$(MAKE) --no-print-directory --jobs=2 types tests

check: style types ## format, lint, types and import rules, without the tests

style: setup
	@$(BIN)/ruff format --check --quiet . || { echo "Run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .

types: setup
	@$(BIN)/mypy --no-error-summary .
	@$(BIN)/lint-imports --no-logo

# What one program compiled, the next need not.
tests: export PYTHONDONTWRITEBYTECODE =
tests: setup
	@$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

check-compose: setup ## check docker-compose.yml by docker-compose and the compose specification; the rest is in make test
	@tests/compose/get_tools.sh var/compose
	@$(BIN)/python -m pytest -q -m compose_tools tests/compose

lock: ## write both locks anew from pyproject.toml (needs uv)
	@PATH="$(BIN):$$PATH" $(COMPILE) --group dev pyproject.toml -o requirements.lock
	@PATH="$(BIN):$$PATH" $(COMPILE) --constraints requirements.lock pyproject.toml -o requirements.runtime.lock

bench: setup ## measure events, actions, speed and memory
	@$(BIN)/python -m bench

search: setup ## look for lives that break a promise: other ones each time
	@$(BIN)/python -m pytest -q -n auto --timeout=0 --hypothesis-profile=searching tests/domain tests/policies

soak: setup ## what is too much for a test run, each part on servers of its own; one of them: python -m bench.soak PART
	@$(BIN)/python -m bench.soak
