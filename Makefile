# `make run` and `make test` are all that is needed; `make help` lists the rest.
#
# A step that leaves no file of its own leaves a stamp in .stamps/, so nothing is
# repeated until what it depends on has changed. Only what GNU Make 3.81, which macOS
# has, understands.

PYTHON ?= python3
VENV := .venv/bin/python
MANAGE := $(VENV) manage.py

# As in production, whatever .env says; `make dev` is the exception.
export DEBUG := false

LANGUAGES := zh_Hans ru kk
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
MIGRATIONS := $(wildcard */migrations/*.py)
# Folders too: theirs is the date on which a file was added or removed.
CONTENT := $(shell find guides/content locator/data/brands locator/data/*.csv)
STATIC := $(shell find static)
STATIC_ROOT ?= $(or $(shell sed -n 's/^STATIC_ROOT=//p' .env 2>/dev/null),staticfiles)
PLACES := $(sort $(wildcard locator/data/osm-*.json))

stamp = @mkdir -p .stamps && touch $@

# $(call prepare,STEPS) makes them while no other make does: that one is waited for.
prepare = +@tools/one-at-a-time $(PYTHON) $(MAKE) --no-print-directory steps STEPS='$(1)'

.DELETE_ON_ERROR:
.PHONY: help prepare run dev staff shots test bench lint check format messages requirements basemap lighthouse images clean steps always

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

prepare: ## make what `make run` serves, and serve nothing
	$(call prepare,.stamps/places $(MESSAGES) $(STATIC_ROOT)/staticfiles.json)

run: ## serve the site as in production; PORT=8000
	@tools/check-port $(PYTHON)
	$(call prepare,.stamps/places $(MESSAGES) $(STATIC_ROOT)/staticfiles.json)
	@$(MANAGE) check >/dev/null
	@.venv/bin/gunicorn

dev: ## serve it for development: DEBUG, reloading
	@tools/check-port $(PYTHON)
	$(call prepare,.stamps/places $(MESSAGES))
	@env DEBUG=true $(MANAGE) runserver $$($(VENV) -c 'from kztopup.settings import PORT; print(PORT)')

staff: ## make the first staff user
	$(call prepare,.stamps/migrated)
	@$(MANAGE) createsuperuser

shots: ## write screenshots of every kind of page into shots/
	$(call prepare,.stamps/places $(MESSAGES) $(STATIC_ROOT)/staticfiles.json .stamps/requirements-dev)
	@CHROMIUM="$$(tools/find-chromium)" && export CHROMIUM && $(VENV) tools/shots.py

test: ## run every test, on SQLite and on PostgreSQL
	$(call prepare,.stamps/requirements-dev $(MESSAGES))
	@tools/test

bench: ## measure the search and the pages; BENCH_SIZES=1000,10000; ONLY=network
	$(call prepare,.stamps/requirements-dev $(MESSAGES) $(STATIC_ROOT)/staticfiles.json)
	@$(VENV) -m tools.bench $(ONLY)

lint: ## check the style of Python and templates
	$(call prepare,.stamps/requirements-dev)
	$(VENV) -m ruff check
	$(VENV) -m ruff format --check
	$(VENV) -m djlint --lint templates

check: ## check migrations, and settings for production
	$(call prepare,.stamps/requirements .env)
	DATABASE_URL=sqlite:///:memory: $(MANAGE) makemigrations --check
	DATABASE_URL=sqlite:///:memory: SITE_URL=https://kztopup.example TRUSTED_PROXIES=1 $(MANAGE) check --deploy --fail-level WARNING

format: ## put Python into the style that lint checks
	$(call prepare,.stamps/requirements-dev)
	$(VENV) -m ruff check --fix
	$(VENV) -m ruff format

messages: ## collect texts to translate into locale/; needs gettext
	$(call prepare,.stamps/requirements .env)
	$(MANAGE) makemessages $(LANGUAGES:%=--locale %) --no-obsolete --add-location file --ignore .venv --ignore staticfiles --ignore node_modules

requirements: ## pin requirements again; needs uv; UPGRADE=--upgrade takes newer versions
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 $(UPGRADE) requirements.in --output-file requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 $(UPGRADE) --constraint requirements.txt requirements-dev.in --output-file requirements-dev.txt

basemap: ## build the embedded base map again, into static/basemap/
	$(call prepare,.stamps/basemap-requirements)
	tools/basemap/.venv/bin/python -m tools.basemap.build

lighthouse: ## audit pages of every kind with Lighthouse; needs Node; ONLY=en
	$(call prepare,.stamps/requirements-dev $(MESSAGES) $(STATIC_ROOT)/staticfiles.json .stamps/lighthouse)
	@CHROMIUM="$$(tools/find-chromium)" && export CHROMIUM && $(VENV) -m tools.lighthouse $(ONLY)

images: ## draw the icons and the pictures of shared links again, into static/
	$(call prepare,.stamps/requirements-dev $(MESSAGES) .env)
	@CHROMIUM="$$(tools/find-chromium)" && export CHROMIUM && $(VENV) -m tools.images

clean: ## remove what make has made, but neither .env nor the database
	rm -rf .venv tools/basemap/.venv tools/lighthouse/node_modules .stamps $(STATIC_ROOT) $(MESSAGES)

# Steps

steps: $(STEPS)
	@:

INSTALL := $(VENV) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

# An old one is made anew. Only a PYTHON that somebody names is compared with it.
.venv/pyvenv.cfg: always
	@tools/check-venv $(PYTHON) $(if $(filter file,$(origin PYTHON)),,named)

.stamps/requirements: .venv/pyvenv.cfg requirements.txt
	$(INSTALL) --requirement requirements.txt
	@$(VENV) tools/uninstall_leftovers.py
	$(stamp)

.stamps/requirements-dev: .stamps/requirements requirements-dev.txt
	$(INSTALL) --requirement requirements-dev.txt
	$(stamp)

.stamps/basemap-requirements: tools/basemap/requirements.txt
	$(PYTHON) -m venv --clear tools/basemap/.venv
	tools/basemap/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement $<
	$(stamp)

.stamps/lighthouse: tools/lighthouse/package-lock.json
	npm ci --prefix tools/lighthouse --ignore-scripts --no-audit --no-fund
	$(stamp)

# The secret key is generated once; whatever else stands in the file is kept.
.env: always
	@grep -qs '^SECRET_KEY=.' $@ || { umask 077; test ! -s $@ || echo >> $@; \
	$(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' >> $@; }
	@chmod go= $@

# Rewritten when DATABASE_URL names another database, or when the one it names is
# new or lacks a migration: what fills the database is then done again. One that does
# not answer stops everything and changes nothing.
.stamps/database: .stamps/requirements .env always
	@mkdir -p .stamps
	@address=$$({ echo "$$DATABASE_URL"; grep '^DATABASE_URL=' .env; } | cksum); \
	umask 077; $(MANAGE) check_database; state=$$?; \
	test $$state = 0 || test $$state = 3 || exit $$state; \
	test $$state = 0 && test "$$address" = "$$(cat $@ 2>/dev/null)" || echo "$$address" > $@

.stamps/migrated: .stamps/database $(MIGRATIONS)
	umask 077; $(MANAGE) migrate --noinput
	$(MANAGE) createcachetable
	$(stamp)

.stamps/content: .stamps/migrated $(CONTENT)
	$(MANAGE) load_content
	$(stamp)

.stamps/places: .stamps/content $(PLACES)
	for file in $(PLACES); do $(MANAGE) import_places $$file || exit 1; done
	$(stamp)

locale/%/LC_MESSAGES/django.mo: locale/%/LC_MESSAGES/django.po | .stamps/requirements
	$(VENV) -m babel.messages.frontend compile --locale $* --input-file $< --output-file $@

# Never cleared: a page saved before a change still finds its files.
$(STATIC_ROOT)/staticfiles.json: .stamps/requirements $(STATIC) | .env
	$(MANAGE) collectstatic --noinput
