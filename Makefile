# `make test` and `make serve` need Python 3.11 or newer with venv, and nothing else prepared.

PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11; do \
	if $$one -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$one; break; fi; done)
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready

.PHONY: help setup test test-long serve generate bench clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: $(READY) ## the virtual environment, when pyproject.toml has changed

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; or say PYTHON=…" >&2; exit 2; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what pyproject.toml names into $(VENV) (a minute or two, once) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

test: setup ## everything CI runs, with seconds per part
	@$(PY) -m tools.test

test-long: setup ## the same twenty times as long (--scale 20)
	@$(PY) -m tools.test --long

serve: setup ## the example shop on http://127.0.0.1:8000 with a web chat
	@$(PY) -m examples.serve

generate: setup ## pages and schemas that are made from the code
	@$(PY) -m tools.generate

bench: setup ## what a turn and compiling cost here, beside plain programs
	@$(PY) -c 'import ahocorasick, bkflow_feel, cel, celpy, simpleeval, zen' 2>/dev/null || $(PY) -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@$(PY) -m benchmarks
	@$(PY) -m tools.bench
	@$(PY) -m tools.bench_large

clean: ## everything that can be made again
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
