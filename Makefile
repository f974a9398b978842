# Zeren 责任. Needs python3 ≥ 3.11, make, git and a package index; nothing else.
PYTHON ?= python3
BIN := .venv/bin
REQUIRE ?=
export REQUIRE

.PHONY: help setup run serve test test-postgresql bundle lint bench examples lock clean

help:
	@echo "make run    the sample company's reports, into out/"
	@echo "make serve  the demonstration year in the browser, on this machine only"
	@echo "make test   every test that needs no system package (REQUIRE=all: a missing tool fails)"
	@echo "make test-postgresql  the web's tests on a PostgreSQL of their own, where one is installed"
	@echo "make bundle one archive for a server without internet, into dist/"
	@echo "make lint   style, types, walls, and the figures of the code"
	@echo "make bench  our speed beside a peer's or a limit's"
	@echo "make setup  only the environment, .venv"

setup: .venv/run.done

run: setup
	@$(BIN)/zeren publish examples/lamp-works/answers.xlsx --out out --date 2026-11-22
	@echo
	@echo "试一试 / Try next:"
	@echo "  . .venv/bin/activate                # 每个终端一次 / once in each terminal"
	@echo "  zeren template answers.xlsx         # 空白工作簿 / an empty workbook"
	@echo "  zeren check answers.xlsx            # 检查 / what to put right"
	@echo "  zeren publish answers.xlsx --out mine"

serve: setup
	@ZEREN_DEMO=1 $(BIN)/zeren demo --home out/demo
	@ZEREN_DEMO=1 $(BIN)/zeren serve --home out/demo

test: .venv/test.done
	$(BIN)/pytest -n auto --dist worksteal

# Left out is what brings a SQLite of its own: the bundle's installation, and homes copied to be killed in.
test-postgresql: .venv/test.done
	$(BIN)/python tools/with_postgresql.py $(BIN)/pytest -n auto --dist worksteal --ignore tests/web/test_bundle.py \
	  --ignore tests/web/records/test_release_faults.py tests/web

bundle: .venv/run.done
	$(BIN)/python tools/bundle.py dist

lint: .venv/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/figures.py

bench: .venv/test.done
	@missed=0; for script in benchmarks/*.py; do \
	  echo "── $$script"; $(BIN)/python $$script || missed=1; done; exit $$missed

examples: setup
	$(BIN)/python tools/make_examples.py

lock:
	cd requirements && for set in build run web postgresql test; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url $$set.in -o $$set.txt; done

clean:
	rm -rf .venv out

# The environment is made anew where a lock file is newer than it.
.venv/run.done: requirements/build.txt requirements/run.txt requirements/web.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt -r requirements/web.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/test.done: .venv/run.done requirements/test.txt requirements/postgresql.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt -r requirements/postgresql.txt
	@touch $@
