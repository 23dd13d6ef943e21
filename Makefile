# Needs Python 3.11 or newer with its venv, which Debian and Ubuntu have as python3-venv.
# Another Python: make demo PYTHON=python3.12
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint docs messages site clean

## Check real-looking texts in three languages and print a scored report.
demo: $(VENV)/.installed
	$(BIN)/clarity check corpora/demo --fail-on never

## Run the tests, on every core. With SLOW=1 the slow ones too, and each property more often.
test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(if $(SLOW),--hypothesis-profile thorough,-m 'not slow')

## Hold the code to its style, its types and its layers.
lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

## Write anew what is generated: docs/rules, docs/guidelines, and the reports shown and pictured.
docs: $(VENV)/.installed-dev
	$(BIN)/python scripts/generate_docs.py

## Bring the catalogs of what the program says in step with the code, and compile them.
messages: $(VENV)/.installed-dev
	$(BIN)/python scripts/update_catalogs.py

## Build the site of the documentation in build/site, and look through it.
site: $(VENV)/.installed-docs
	$(BIN)/zensical build --strict --clean
	$(BIN)/python scripts/check_site.py build/site

clean:
	rm -rf $(VENV) build dist

$(VENV)/.created:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "$(PYTHON) is missing: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "clarity needs Python 3.11 or newer, and this is $$($(PYTHON) --version)." >&2; \
	  echo "Where there is another: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "python3-venv is missing: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	@echo "Installing clarity and what it needs into $(VENV), once: some 100 MB to fetch (400 on the disk), a minute or two."
	@$(BIN)/python -m pip install --disable-pip-version-check --editable .
	@touch $@

# Older versions of pip know no dependency groups.
$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml
	@echo "Installing what tests and style need, once: a minute or two more."
	@$(BIN)/python -m pip install --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --group dev
	@touch $@

$(VENV)/.installed-docs: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group docs
	@touch $@
