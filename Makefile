# Two commands: `make run` starts everything on this machine, `make test` runs the whole suite.
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

HOST ?= 127.0.0.1
PORT ?= 8000
DEMO ?= yes
RECORDS ?= 1000000
export HOST PORT DEMO
# each command starts a dozen processes of the same sources: what one has compiled is there for the next
unexport PYTHONDONTWRITEBYTECODE

NEWER = python3.14 python3.13 python3.12 python3.11
ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(or $(shell for p in python3 $(NEWER); do $$p $(ENOUGH) && echo $$p && break; done),\
	$(error Seagull needs Python 3.11 or newer: apt-get install python3 python3-venv))
# a child of make itself (exec) that knows whose child it is: it notices when make is killed, however early
THIS_MAKE := $(shell echo $$PPID)
BOOTSTRAP = @exec $(PYTHON) -m operation.config.bootstrap --child-of $(THIS_MAKE)
BIN = .venv/bin
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
LANGUAGES = $(notdir $(wildcard locale/*))

.PHONY: help run test test-long access-matrix mutation test-fresh lint bench messages lock dev

help:
	@echo 'make run     start Seagull on http://localhost:$(PORT)/ (HOST, PORT; DEMO=no: without demonstration)'
	@echo 'make test    the whole suite, in its own PostgreSQL and Redis (ARGS="tests/operation -k name")'
	@echo 'make test-long   what takes many minutes: all processes killed, the roles of production, the raid (ARGS)'
	@echo 'make access-matrix   every address, asked by everybody of every object, against the table (ARGS)'
	@echo 'make mutation    each clause that guards something changed alone: a test must fail (ARGS: part of a path)'
	@echo 'make lint    style, types, direction of imports, templates, migrations, production settings'
	@echo 'make bench   the measured promises, into benchmarks/results.json (RECORDS=$(RECORDS), ARGS="--only search")'
	@echo 'make test-fresh  a clone with nothing installed, as root and as an ordinary user (15 minutes)'
	@echo 'make messages    collect the texts to translate into locale/ (needs gettext)'
	@echo 'make lock    write requirements*.lock anew from pyproject.toml (needs uv; LOCKFLAGS=--upgrade)'

run:
	$(BOOTSTRAP) --with local -- -m operation.config.launch

test:
	$(BOOTSTRAP) --with local,dev --browser -- -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

test-long:
	$(BOOTSTRAP) --with local,dev --browser -- -m pytest -m long --ignore=tests/access $(ARGS)

access-matrix:
	$(BOOTSTRAP) --with local,dev -- -m pytest -m long tests/access -n 2 --dist worksteal $(ARGS)

mutation:
	$(BOOTSTRAP) --with local,dev -- -m tests.access.mutation.run $(ARGS)

bench:
	$(BOOTSTRAP) --with local,dev,bench -- manage.py bench --settings=benchmarks.settings --records $(RECORDS) $(ARGS)

test-fresh:
	$(BOOTSTRAP) --with local,dev -- -m pytest -p no:cacheprovider tests/faults/fresh.py -s $(ARGS)

dev:
	$(BOOTSTRAP) --with local,dev

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --check --lint templates
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory lint-production
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

# nothing is contacted: the values only have to be there
.PHONY: lint-production
lint-production: export DJANGO_SETTINGS_MODULE = operation.config.settings.production
lint-production: export SECRET_KEY = only-to-check-the-settings-and-never-to-sign-anything-0123456789
lint-production: export AUDIT_SIGNING_KEY = b25seS10by1jaGVjay10aGUtc2V0dGluZ3MtMDAwMDA=
lint-production: export VAULT_KEYS = b25seS10by1jaGVjay10aGUtc2V0dGluZ3MtMDAwMDA=
lint-production: export DATABASE_URL = postgres://seagull_app@database/seagull
lint-production: export DATABASE_OWNER_URL = postgres://seagull_owner@database/seagull
lint-production: export REDIS_URL = redis://redis:6379/0
lint-production: export ALLOWED_HOSTS = seagull.example.org
lint-production:
	$(BIN)/python manage.py check --deploy --fail-level WARNING

messages: dev
	$(BIN)/python manage.py makemessages $(LANGUAGES:%=-l %) --no-obsolete --no-wrap --add-location file -i .venv -i var -i tests

lock:
	$(COMPILE) $(LOCKFLAGS) pyproject.toml -o requirements.lock
	$(COMPILE) $(LOCKFLAGS) --group local -c requirements.lock -o requirements-local.lock
	$(COMPILE) $(LOCKFLAGS) --group dev -c requirements.lock -c requirements-local.lock -o requirements-dev.lock
	$(COMPILE) $(LOCKFLAGS) --group bench -c requirements.lock -c requirements-local.lock -c requirements-dev.lock -o requirements-bench.lock
