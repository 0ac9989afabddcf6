# Groundswell. `make run` starts a community on this machine, `make test` checks everything.
# Works with GNU make 3.81 (macOS) and newer.

.DEFAULT_GOAL := help
.PHONY: help run test bench lint format lock vendor-check migrations messages docs screenshots clean python base dev

# The first Python that is new enough; say PYTHON=… to choose another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv/bin/python

help: ## Show this list.
	@echo 'Groundswell: make <target>'
	@echo
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: base ## Start a community on http://localhost:8000, with the demo the first time. EMPTY=1: without.
	@$(VENV) -m groundswell init
	@$(if $(EMPTY),:,$(VENV) -m groundswell demo --first-time)
	@exec $(VENV) -m groundswell serve

test: dev ## Check everything: lint, types, floors, both databases, browser. FAST=1: under 30 seconds.
	@$(VENV) -m tools.check $(if $(FAST),--fast)

bench: dev ## Measure pages, writing and growth; write docs/performance.md. QUICK=1: a minute, told only.
	@$(VENV) -m bench all $(if $(QUICK),--quick)

lint: dev ## Check style, types and floors only.
	@$(VENV) -m tools.check --lint

format: dev ## Put the code in order: what ruff can mend by itself.
	@$(VENV) -m ruff check --fix-only --quiet .
	@$(VENV) -m ruff format .

lock: dev ## Choose versions for pyproject.toml's packages and write requirements/. UPGRADE=1: the newest.
	@$(VENV) -m tools.lock $(if $(UPGRADE),--upgrade)

vendor-check: dev ## Compare third-party files in static/vendor/ with their recorded hashes.
	@$(VENV) -m groundswell.ui.vendoring.manifest

migrations: dev ## Write the migrations that the models call for.
	@$(VENV) manage.py makemigrations
	@$(MAKE) --no-print-directory format

messages: dev ## Collect the interface's sentences for translators, and compile their translations.
	@$(VENV) -m tools.messages

docs: dev ## Write docs/map.md and docs/reference/ anew from the code.
	@$(VENV) -m tools.docs

screenshots: dev ## Take the pictures of the README anew, from the demo. Needs Chromium.
	@$(VENV) -m tools.pictures

clean: ## Remove what can be made again. var/, where your community lives, stays.
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find groundswell tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# Plumbing

python:
	@test -n "$(PYTHON)" || { echo 'Groundswell needs Python 3.11 or newer, and found none.' \
		'On Debian: apt-get install python3 python3-venv; on macOS: brew install python@3.13.'; exit 1; }

base: python
	@$(PYTHON) tools/environment.py base

dev: python
	@$(PYTHON) tools/environment.py dev
