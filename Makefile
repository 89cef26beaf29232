# All that has to be there is make and Python 3.11 or newer. `make demo` shows the portal, `make test` tests it.

PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
MANAGE := $(RUN) manage.py
# Printed links lead to where it is served, unless the environment says otherwise.
ADDRESS := BASE_URL="$${BASE_URL:-http://127.0.0.1:$(PORT)}"
# The files name every package there is to install, so pip has nothing to work out: what came out since cannot slip in.
PIP := $(RUN) -m pip --disable-pip-version-check --quiet --no-input install --require-hashes --no-deps

.PHONY: help demo serve database test bench setup lint messages

help:
	@echo "make demo              set up everything with demo data, serve http://127.0.0.1:8000/"
	@echo "make serve PORT=8000   serve the data that is there"
	@echo "make test              run all tests, on SQLite and on PostgreSQL where it is installed"
	@echo "make lint              check style, import rules, migrations, translations and templates"
	@echo "make bench             measure the speed as ratios, in databases of their own (docs/performance.md)"
	@echo "make messages          collect new texts for translation and compile what is translated (needs gettext)"
	@echo "make setup             only create the virtual environment in $(VENV) and install into it"

demo: database
	@$(MANAGE) demo
	@DEMO=true $(ADDRESS) exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

serve: database
	@$(ADDRESS) exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

database: $(VENV)/base.stamp
	@mkdir -p var
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createcachetable

# Handed out in order: the tests that empty the database come last, as the others need the rows migrations laid.
test: setup
	$(RUN) -m pytest -n auto --dist load
	$(RUN) -m pytest -n auto --dist load --pg -m "not browser and not once"

# BENCH="--sizes 2000,200000 --json" make bench   passes options on; BENCH=--full takes hours.
bench: $(VENV)/base.stamp
	@$(MANAGE) bench $(BENCH)

setup: $(VENV)/dev.stamp

messages: setup
	$(MANAGE) makemessages --locale zh_Hans --no-location --no-obsolete --ignore .venv --ignore tests --ignore var
	$(MANAGE) compilemessages --locale zh_Hans --ignore .venv

lint: setup
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(VENV)/bin/lint-imports --no-logo --no-cache
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	$(RUN) -m pytest -q tests/test_translations.py
	$(RUN) -m djlint --lint --quiet templates

$(VENV)/base.stamp: requirements/base.txt | $(RUN)
	@echo "Installing what the portal needs into $(VENV) ..."
	@$(PIP) -r requirements/base.txt
	@touch $@

# The second file holds all that the first one does, and the tools of the tests.
$(VENV)/dev.stamp: requirements/dev.txt | $(RUN)
	@echo "Installing the portal and the tools of its tests into $(VENV) ..."
	@$(PIP) -r requirements/dev.txt
	@touch $(VENV)/base.stamp $@

# PYTHON=/path/to/python3.12 make setup   takes a certain one; otherwise the first that will do.
$(RUN):
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
		if $$python -c "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then \
			exec $$python -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "Python 3.11 or newer is needed, with its venv module (Debian: apt-get install python3 python3-venv)." >&2; \
	exit 1
