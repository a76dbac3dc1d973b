# `make run` opens the window on the example data; `make test` runs all checks. Both set up all they need.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
MARK := demo/.pvdesk-demo
FROM_LOCK := $(INSTALL) --only-binary :all: --require-hashes --requirement

.DEFAULT_GOAL := help
.PHONY: help run test prove captures lock build clean checks system

help:
	@echo "make run     ouvre la fenêtre sur les données d’exemple (sans écran : joue la démonstration)"
	@echo "make test    toutes les vérifications et les tests"
	@echo "make prove   les mêmes, puis les épreuves longues (une demi-heure), dont le programme figé"
	@echo "make build   construit le programme figé dans dist/pvdesk"
	@echo "make captures refait les images du guide, dans docs/captures"
	@echo "make lock    refait les deux fichiers de versions à partir de pyproject.toml"
	@echo "make clean   retire ce que les commandes ont fabriqué"

# --- set-up: each stamp in .venv says which lock is installed -------------------------------------------------------

system:
	@sh .ci/systeme.sh

$(BIN)/python: | system
	@test -n "$(PYTHON)" || { echo "Python 3.11 ou plus récent est introuvable. Installez-le (sous Debian :" \
		"sudo apt-get install python3 python3-venv), puis relancez la commande." >&2; exit 1; }
	@echo "Préparation de l’environnement ($(VENV))…"
	@$(PYTHON) -m venv $(VENV)

# No build isolation: setuptools is in the lock too, and nothing unpinned is fetched.
$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installation des bibliothèques (requirements.lock)…"
	@$(FROM_LOCK) requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installation des bibliothèques et des outils (requirements-dev.lock)…"
	@$(FROM_LOCK) requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

# --- run ------------------------------------------------------------------------------------------------------------

# A display that is announced may still be out of reach: a bare Qt application tells, by aborting.
SCREEN := { [ -n "$${DISPLAY-}$${WAYLAND_DISPLAY-}" ] && \
	timeout 30 $(BIN)/python -c 'from PySide6.QtWidgets import QApplication; QApplication([])' >/dev/null 2>&1; }

# Only a folder that the demonstration made is ever removed.
DEMO := { if [ -e demo ] && [ ! -e $(MARK) ]; then \
	echo "Le dossier demo existe et n’a pas été fait par la démonstration : il est laissé tel quel." \
	"Renommez-le, puis relancez make run." >&2; exit 1; fi; \
	rm -rf demo && $(BIN)/pvdesk demo demo; status=$$?; [ ! -d demo ] || touch $(MARK); [ $$status -eq 0 ] || exit $$status; }

run: system $(VENV)/run.stamp
	@if $(SCREEN); then \
		[ -d demo/delegue ] && [ -e $(MARK) ] || $(DEMO); \
		PVDESK_PHRASE=demonstration $(BIN)/pvdesk --dossier demo/delegue; \
	else \
		$(DEMO); \
		echo "Aucun écran n’est accessible : la démonstration a été jouée sans fenêtre."; \
		echo "Les résultats sont dans le dossier demo ; les écrans, dans demo/captures."; \
	fi

# --- checks ---------------------------------------------------------------------------------------------------------

checks:
	@sh .ci/systeme.sh tests

# Bytecode is kept, whatever the shell asks: the tests start the program a hundred times.
test: export QT_QPA_PLATFORM = offscreen
test: export PYTHONDONTWRITEBYTECODE =
test: checks $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

# File by file: the frozen program is built once.
prove: export QT_QPA_PLATFORM = offscreen
prove: export PYTHONDONTWRITEBYTECODE =
prove: test
	@sh .ci/systeme.sh epreuves
	$(BIN)/pytest -m slow -n auto --dist loadfile

# --- the pictures of the guide: every page of both profiles, three themes, two sizes ----------------------------------

PICTURED := build/captures
PICTURED_ON := 2026-10-15T09:00:00+00:00

captures: export QT_QPA_PLATFORM = offscreen
captures: export PVDESK_PHRASE = demonstration
captures: system $(VENV)/run.stamp
	rm -rf $(PICTURED) docs/captures/*/
	$(BIN)/pvdesk generer --postes 3 --annees 2 --graine 1 $(PICTURED)
	$(BIN)/python -m ui.album $(PICTURED)/D01 docs/captures $(PICTURED_ON)
	$(BIN)/python -m ui.album $(PICTURED)/mission docs/captures $(PICTURED_ON)

# --- the frozen program and the locks -------------------------------------------------------------------------------

build: system $(VENV)/test.stamp
	$(BIN)/pyinstaller --noconfirm --log-level WARN pvdesk.spec
	@echo "Le programme est dans dist/pvdesk."

# pip-compile only sees the machine it runs on: the Windows companions of click, pytest and PyInstaller are added by name
# (tests/test_house.py tells when one is missing).
WINDOWS := colorama pefile pywin32-ctypes
# That of psycopg is wanted everywhere by one of the tools: both locks hold it plainly.
ANYWHERE := tzdata
TOOLS := build/lock
BACKEND := $(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"])'
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(TOOLS)/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: $(BIN)/python
	@[ -x $(TOOLS)/bin/pip-compile ] || { $(PYTHON) -m venv $(TOOLS) && $(TOOLS)/bin/pip install --quiet pip-tools==7.6.2; }
	{ $(BACKEND); printf '%s\n' $(ANYWHERE); } | $(COMPILE) --output-file requirements.lock pyproject.toml -
	$(BACKEND) | $(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml -
	printf '%s\n' $(WINDOWS) | $(COMPILE) --no-header --no-annotate --output-file $(TOOLS)/windows.txt -
	sed 's/^\([a-z0-9-]*==[^ ]*\)/\1 ; sys_platform == "win32"/' $(TOOLS)/windows.txt >> requirements-dev.lock

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
	@if [ -e $(MARK) ]; then rm -rf demo; fi
