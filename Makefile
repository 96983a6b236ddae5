# The doors of the house. What takes more than a line lies in .ci/.
PORT ?= 8000
PYTHON := .venv/bin/python

.PHONY: run test check proof bench assets lock translations

run: ## Set everything up and serve a sample network on http://127.0.0.1:$(PORT)
	@.ci/setup run
	@EVENTSVC_PORT=$(PORT) $(PYTHON) -m eventsvc serve --demo

test: ## All that a change can break (at most 8 minutes)
	@.ci/setup test
	@.ci/pytest -n 2 --dist worksteal -m "not proof"

check: ## Style, types, imports, templates, translations
	@.ci/setup test
	@.ci/check

proof: ## Long runs, before an issue is called done (at most 25 minutes)
	@.ci/setup proof
	@EVENTSVC_ALL_LOOKS=1 .ci/pytest -n 2 --dist worksteal --timeout 1200 -m "proof or browser"

bench: ## Time what people wait for
	@.ci/setup test
	@$(PYTHON) -m tests.bench
	@$(PYTHON) -m tests.bench.printing
	@$(PYTHON) -m tests.bench.pages
	@$(PYTHON) -m tests.bench.feeds

assets: ## Build the style sheets and fonts that pages load, from static/vendor
	@.ci/setup test
	@$(PYTHON) .ci/make_assets.py

lock: ## Choose the newest allowed versions of all dependencies
	@.ci/setup test
	@.ci/lock

translations: ## Bring the catalogues up to date with the texts in the code
	@.ci/setup test
	@.ci/translations
