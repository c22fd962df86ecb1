# Two commands matter: `make run` and `make test`. Both set up what they need first.
SHELL := /bin/sh
PY := .venv/bin/python
BIN := .venv/bin
PYTEST := $(PY) -m pytest -n 2 --dist worksteal
export PYTHONPATH := .

.PHONY: help setup setup-dev run test check fix unit unit-services browser browser-services screenshots bench clean

help:            ## what there is
	@sed -n 's/^\([a-z-]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup:           ## .venv and the front-end assets, as pinned
	@python=$$(sh scripts/python.sh) && "$$python" scripts/setup.py

setup-dev:       ## setup, with what testing needs
	@python=$$(sh scripts/python.sh) && "$$python" scripts/setup.py --dev

run: setup       ## the program with a demo county, on this machine alone
	@$(PY) manage.py up --prepare

test: setup-dev  ## everything: lint, types, contracts, unit and browser tests on both databases
	@sh scripts/browser.sh
	@$(MAKE) --no-print-directory check unit unit-services browser browser-services

check: setup-dev ## lint, types, import contracts, system checks, migrations
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djlint templates --lint --quiet
	DEBUG=1 $(BIN)/mypy
	@$(BIN)/lint-imports --cache-dir var/import_linter >var/contracts.txt || { cat var/contracts.txt; exit 1; }
	$(PY) manage.py check
	$(PY) manage.py makemigrations --check --dry-run

unit: setup-dev  ## unit tests on SQLite
	$(PYTEST) -m "not browser"

unit-services: setup-dev ## those of them that ask a database anything, on PostgreSQL and Redis
	$(PY) scripts/with_servers.py $(PYTEST) --services -m "not browser"

browser: setup-dev ## browser tests on SQLite
	$(PYTEST) -m browser

browser-services: setup-dev ## the same on PostgreSQL and Redis
	$(PY) scripts/with_servers.py $(PYTEST) -m browser

fix: setup-dev   ## mend what ruff can mend
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

screenshots: setup-dev ## the pictures of the README, made by the browser tests
	@sh scripts/browser.sh
	SCREENSHOTS=1 $(PYTEST) -m browser

bench: setup-dev ## how fast it is, as ratios measured in one run on PostgreSQL
	@$(PY) scripts/with_servers.py sh -c '$(PY) manage.py migrate -v 0 && $(PY) manage.py bench'

clean:           ## caches and test leavings; the database and keys under var/ stay
	rm -rf var/mypy var/import_linter var/pytest var/test* var/screenshots var/pages .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
