# make start   set up, release the first lesson as a student copy, open it in the browser
# make test    set up, check the code, find a browser, run every test
# make         list all targets

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
READY := .venv/.ready
# More than cores: tests wait for kernels and browsers about half of their time.
WORKERS ?= 3
ARGS ?=
# Logs of real learners lie beside the checkout, never in it.
RESPONSES ?= $(firstword $(wildcard ../data ../*/data))

# What an editable install copies instead of linking: a change needs another install.
COPIED := $(shell find courseware/voila/share courseware/voila/etc -type f 2>/dev/null)

# $(call make_venv,FOLDER): a virtual environment from PYTHON, or from the first fit Python on the PATH.
define make_venv
for candidate in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
    "$$candidate" -m venv $(1); exit 0; \
  fi; \
done; \
echo "courseware needs Python 3.11 or newer with its venv module, and none was found$(if $(PYTHON), at $(PYTHON)): install one, or name it with 'make setup PYTHON=/path/to/python3'." >&2; \
exit 1
endef

.PHONY: help setup start lint check format browser test test-lowest bench bench-mastery wheel lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: $(READY) ## make .venv and install everything that constraints.txt pins

$(BIN)/python:
	@$(call make_venv,.venv)

$(READY): pyproject.toml constraints.txt $(COPIED) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all]'
	$(BIN)/python -m compileall -q courseware
	@touch $@

start: $(READY) ## release the lessons into student/ and open them in the browser
	$(BIN)/courseware start lessons --into student $(ARGS)

lint: $(READY) ## style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint

format: $(READY) ## let ruff put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

browser: $(READY) ## find or install a Chromium for the tests
	$(BIN)/python -m tests.chromium

test: lint browser ## every check and every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope $(ARGS)

test-lowest: ## the unit tests with the oldest versions that pyproject.toml allows
	@test -x .venv-lowest/bin/python || { $(call make_venv,.venv-lowest); }
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check -c constraints-lowest.txt -e '.[all]'
	.venv-lowest/bin/python -m pytest -n $(WORKERS) --dist loadscope tests/unit $(ARGS)

bench: browser ## measure, print a table, write build/bench/
	$(BIN)/python -m tests.bench $(ARGS)

bench-mastery: $(READY) ## measure the learner model, on logs in RESPONSES where there are some
	COURSEWARE_RESPONSES='$(RESPONSES)' $(BIN)/python -m tests.bench mastery

wheel: $(READY) ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: ## pin the newest allowed versions in constraints.txt
	rm -rf build/lock
	mkdir -p build
	@$(call make_venv,build/lock)
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check -e '.[all]'
	{ echo '# What make installs, from the newest versions that pyproject.toml allows: written by make lock.'; \
	  build/lock/bin/python -m pip freeze --exclude-editable; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean: ## remove what the targets made
	rm -rf .venv .venv-lowest build dist student
