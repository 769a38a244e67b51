# Two commands for newcomers: `make demo` and `make test`. Both set everything up.

# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test format docs lock bench clean

demo: $(READY)
	$(BIN)/qual run

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m benchmarks.run_by_stage
	$(BIN)/python -m benchmarks.tagging_quality
	$(BIN)/python -m benchmarks.agreement
	$(BIN)/python -m benchmarks.large_project
	$(BIN)/python -m benchmarks.results
	$(BIN)/python -m benchmarks.engine

# Anew after a change of pyproject.toml or the lock; otherwise nothing is installed again.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || \
		{ echo "qual needs Python 3.11 or newer; call: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# The sessions in README and docs, and the notebook, with what really comes out.
docs: $(READY)
	$(BIN)/python -m tests.sessions --write
	$(BIN)/python -m tests.notebooks --write

# After a change of the dependencies in pyproject.toml (needs pip-tools and the package index).
lock:
	$(PYTHON) -m piptools compile --quiet --strip-extras --extra test --extra build --generate-hashes --allow-unsafe \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate \
		--output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
