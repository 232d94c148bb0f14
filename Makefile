# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make demo   grade the example class of Homework 2, and say where the pages are
#   make test   check everything: style, types, tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup chromium demo test lint unit browser sandbox bench screenshots audits catalogue clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "wanted Python 3.11 or newer as $(PYTHON), found: $$($(PYTHON) --version 2>&1) (make PYTHON=python3.11 …)"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "wanted Python's venv module, found none (on Debian: apt-get install python3-venv)"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[oracle,data,test]'
	@touch $@

# The tests of the pages look at them in the system's Chromium; nothing else needs it.
chromium:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	  command -v $$name >/dev/null 2>&1 && exit 0; \
	done; \
	{ test "$$(id -u)" = 0 && apt-get update --quiet=2 && \
	  apt-get install --yes --quiet=2 --no-install-recommends chromium fonts-dejavu >/dev/null; } || \
	echo "found no Chromium, which 'make browser' wants (on Debian, as root: apt-get install chromium)"

demo: setup
	$(BIN)/grader grade problems/dsga1008-hw2 submissions/dsga1008-hw2 --out reports/dsga1008-hw2
	@echo "Open reports/dsga1008-hw2/index.html in a browser."

test: lint unit browser sandbox

lint: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

unit: setup
	$(BIN)/pytest --numprocesses 2 -m "not sandbox and not browser"

browser: setup chromium
	$(BIN)/pytest --numprocesses 2 -m browser

# Three processes for two cores: these tests also wait, for a limit to pass or a process to end.
sandbox: setup
	$(BIN)/pytest --numprocesses 3 --dist loadfile -m sandbox

bench: setup
	$(BIN)/python benchmarks/run.py

screenshots: demo chromium
	$(BIN)/python docs/take_screenshots.py reports/dsga1008-hw2

audits: setup
	@for folder in problems/*/; do \
	  test -f $$folder/assignment.yaml || continue; \
	  $(BIN)/grader audit $$folder --html docs/audits/$$(basename $$folder).html || exit 1; \
	done

catalogue: setup
	$(BIN)/python docs/make_catalogue.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
