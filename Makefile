# make run | test | check | format | bench | eval | soak | screenshots: each checks the system and sets up .venv
# first, once. make wheel | deb | rpm | tarball | windows | packages | package-test: an environment of its own.
PYTHON ?= python3
VENV   ?= .venv
LOCK   := requirements-dev.lock
BIN    := $(VENV)/bin
# the name holds a hash of what went in, so a changed lock makes the environment anew
STAMP  := $(VENV)/.ready-$(shell cat $(LOCK) pyproject.toml tools/setup.sh | sha256sum | cut -c1-16)
OUT    ?= build/starter
# where the development corpora are, of which none is in the project: docs/quality.md
EVAL   ?= ../shared/eval

.PHONY: run test check format bench eval soak screenshots setup system clean
.PHONY: wheel bundle deb rpm tarball windows packages package-test packaging-setup

PACKAGING_VENV := build/packaging/venv
PACKAGING_STAMP := $(PACKAGING_VENV)/.ready-$(shell cat requirements.lock packaging/requirements.lock tools/setup.sh | sha256sum | cut -c1-16)
BUILD := cd packaging && $(CURDIR)/$(PACKAGING_VENV)/bin/python -m builder

run: setup
	@$(BIN)/annotator starter $(OUT)

test: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n auto --dist worksteal

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench --out build/bench.md

eval: setup
	$(BIN)/python -m tests.evaluation --corpora $(EVAL) --out build/eval.md

soak: setup
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q -n auto --dist worksteal -m "soak or not soak" --timeout=0

screenshots: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tools.screenshots docs/images

wheel deb rpm tarball windows: packaging-setup
	$(BUILD) $@

bundle: packaging-setup
	$(BUILD) bundle

packages: packaging-setup
	$(BUILD) wheel bundle deb rpm tarball windows sums sizes

# the frozen program beside the source, then the .deb on a clean machine
package-test: setup packaging-setup
	$(BUILD) bundle deb
	QT_QPA_PLATFORM=offscreen ANNOTATOR_BUNDLE=build/packaging/bundle/annotator $(BIN)/python -m pytest -q tests/packaging/test_frozen_program.py
	sh packaging/clean-machine/test.sh

setup: system $(STAMP)

system:
	@PYTHON=$(PYTHON) sh tools/system.sh

$(STAMP): $(LOCK) pyproject.toml tools/setup.sh | system
	@PYTHON=$(PYTHON) VENV=$(VENV) LOCK=$(LOCK) sh tools/setup.sh
	@touch $@

packaging-setup: $(PACKAGING_STAMP)

$(PACKAGING_STAMP): requirements.lock packaging/requirements.lock tools/setup.sh | system
	@PYTHON=$(PYTHON) VENV=$(PACKAGING_VENV) LOCK="requirements.lock packaging/requirements.lock" EDITABLE= sh tools/setup.sh
	@touch $@

clean:
	rm -rf $(VENV) build dist
