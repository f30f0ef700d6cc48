# What a fresh clone needs is Python >= 3.11, make and git; everything else comes from the package registry.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := $(UV) run --frozen --no-sync
DEMO_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test check quick static hook wheel pythons lowest format bench soak mutation docs picture manual sizes release clean

help:
	@echo "make demo   the app on its demo player: no account, key or network"
	@echo "make test   the tests"
	@echo "make check  format, lint, types, import contracts, tests"
	@echo "make quick  the same with the quick tests alone: within a minute"
	@echo "make hook   format, lint and types before each commit"
	@echo "make wheel  builds it, installs it into a clean environment for each Python, and has it speak into a file"
	@echo "make pythons  the quick tests on the newest Python of this machine"
	@echo "make lowest   the quick tests on the oldest dependencies that pyproject.toml allows"
	@echo "make docs   the pages of docs/ as a site, in site/"
	@echo "make picture  the pictures of the README and of the page on a phone"
	@echo "make bench  every speed as a ratio taken in one run, and how much of what is said is so"
	@echo "make soak   the long runs, and other examples of what is tested by many"
	@echo "make manual the manual's page and the shells' completion, from the commands themselves"
	@echo "make sizes  what an installation brings, by package (EXTRAS=natural)"
	@echo "make release VERSION=0.2.0  names the version, builds it and checks it; nothing is published"
	@echo "make mutation  which changes of the account's code no test notices (hours; ONLY='spotintro.store.lots*')"

.uv/bin/uv:
	@$(PYTHON) -m venv .uv >&2 && .uv/bin/pip install --quiet --disable-pip-version-check "uv>=0.9" >&2

# One stamp for a user's environment, one for a developer's: the demo brings no test tools. The natural voice has no
# wheel for some systems: without it eSpeak speaks.
SYNC_RUN = $(UV) sync --quiet --frozen --no-default-groups --inexact --compile-bytecode
.venv/run.stamp: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@$(SYNC_RUN) --extra natural >/dev/null 2>&1 || { \
	  echo "The natural voice can't be installed here (\`uv sync --extra natural\` says why): eSpeak speaks." >&2; \
	  $(SYNC_RUN) >&2; }
	@touch $@

.venv/dev.stamp: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@$(UV) sync --quiet --frozen --all-groups --no-group mutation --compile-bytecode >&2
	@touch $@ .venv/run.stamp

# Its data stays in the clone: a fresh one starts with fresh demo credits. Settings are the user's own ones.
demo: export SPOTINTRO_DATA_DIR ?= $(CURDIR)/.demo
demo: .venv/run.stamp
	@.venv/bin/spotintro demo $(DEMO_ARGS)

# What records a sound has the processors to itself: a machine that does four things at once stutters.
test: .venv/dev.stamp
	$(RUN) pytest -n 2 -m "not soak" tests/heard
	$(RUN) pytest -n 6 --dist worksteal -m "not soak" --ignore tests/heard

static: .venv/dev.stamp
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) lint-imports

check: static
	$(MAKE) test

quick: static
	$(RUN) pytest -n 2 -m "not slow"

hook:
	git config core.hooksPath .hooks

# Each in an environment of its own, in a temporary folder.
wheel pythons lowest: .venv/dev.stamp
	@UV=$(abspath $(UV)) .ci/$@

format: .venv/dev.stamp
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

bench: .venv/dev.stamp
	$(RUN) python -m benchmarks

soak: .venv/dev.stamp
	$(RUN) pytest -m soak -p no:xdist --hypothesis-profile chance
	$(RUN) pytest -n 2 -m "hypothesis and not soak" --hypothesis-profile chance

# Its work is kept in mutants/, so that a run that was interrupted goes on.
mutation: .venv/dev.stamp
	$(UV) run --frozen --all-groups mutmut run $(ONLY)
	$(UV) run --frozen --all-groups mutmut results

# What the program lists is brought up to date in the pages first.
docs: .venv/dev.stamp
	$(RUN) python -m docs_pages
	$(RUN) zensical build --strict --clean

# The pages'; the same each time, as long as the screen is. The page's needs Chromium.
picture: .venv/dev.stamp
	$(RUN) python -m docs_pages.intro_picture docs/pictures/intro.svg
	$(RUN) python -m docs_pages.page_picture docs/page.png

# They lie in the repository, so that building the package needs none of what the commands need.
manual: .venv/dev.stamp
	$(RUN) python release/manual.py release/share

sizes: .venv/dev.stamp
	@UV=$(abspath $(UV)) .ci/sizes "$(EXTRAS)"

release: .venv/dev.stamp
	@UV=$(abspath $(UV)) .ci/release "$(VERSION)"

clean:
	rm -rf .venv .uv .demo .cache site .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
