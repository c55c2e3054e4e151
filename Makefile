# make audit   audit the whole catalogue and rebuild reports/
# make test    the tests, then the quick profile of the catalogue
# make lint    style and types
# make clean   remove the environment and this run's results

PYTHON ?= python3
TORCH ?= torch==2.13.0
JOBS ?= 2
BIN := .venv/bin
READY := .venv/ready

.PHONY: audit test lint clean

audit: $(READY)
	@$(BIN)/falsum audit --profile standard --jobs $(JOBS); status=$$?; \
	  if [ $$status -le 1 ]; then $(BIN)/falsum report || status=$$?; fi; exit $$status

test: $(READY)
	$(BIN)/pytest tests -n $(JOBS)
	$(BIN)/pytest checks -n $(JOBS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv reports/latest

# torch comes first and by its exact number: a bare range takes the largest build there is
$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(TORCH)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@
