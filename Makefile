# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make demo   grade the example class of Homework 2, and say where the pages are
#   make test   check everything: style, types, tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test lint unit sandbox bench clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "wanted Python 3.11 or newer as $(PYTHON), found: $$($(PYTHON) --version 2>&1) (make PYTHON=python3.11 …)"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "wanted Python's venv module, found none (on Debian: apt-get install python3-venv)"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[oracle,test]'
	@touch $@

demo: setup
	$(BIN)/grader grade problems/dsga1008-hw2 submissions/dsga1008-hw2 --out reports/dsga1008-hw2
	@echo "Open reports/dsga1008-hw2/index.html in a browser."

test: lint unit sandbox

lint: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

unit: setup
	$(BIN)/pytest --numprocesses 2 -m "not sandbox"

sandbox: setup
	$(BIN)/pytest -m sandbox

bench: setup
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
