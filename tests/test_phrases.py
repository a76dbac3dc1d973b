"""What the program says: French only, well spelt, no word that blames (goals G13 and G16)."""

import re

import pytest

from pvdesk.bundle.refus import SENTENCES
from pvdesk.kit.orthographe import lire
from tests.phrases import calls, phrases, written
from tests.test_house import ROOT

# Names of programs, formats and commands; keys as keyboards write them.
NAMES = (
    "PostgreSQL SQLCipher WebP Excel minisign psycopg postgresql frictionless", "Pg préc suiv",
    "TrueType OpenDocument Segoe Liberation", "pv",
    "put del Lines validate",
)
# Commands of the terminal are written without accents; placeholders of a format are names of values.
_COMMAND = re.compile(
    r"# public key: |pvdesk [a-z]+(?: [a-z]+)?(?!\w)|--[a-z-]+|\{[^}]*\}|\w+\|\S*|^[\w.]+ \| None$|^«[^»]*»(?=\u00a0:)"
)
MACHINE_WORDS = frozenset({"decisions", "en-tete", "No matching keys"})
# Words that blame, threaten, or are those of a machine.
BANNED = re.compile(
    r"veuillez|merci de|s’il vous pla[iî]t|invalide|incorrecte?\b|interdite?\b|illégale?|erreur inconnue|fatale?\b"
    r"|exception|\bnull\b|mauvaise? saisie|échoué|impossible de|\bbug\b|timeout|non autorisé",
    re.IGNORECASE,
)


def test_every_sentence_is_french_and_well_spelt() -> None:
    lexicon = lire().avec(NAMES)
    said = {one: set(_COMMAND.sub(" ", one.texte).split()) for one in phrases() if one.texte not in MACHINE_WORDS}
    # Each word is looked up once, with the signs that it touches.
    unknown = {token for token in set().union(*said.values()) if any(lexicon.inconnus(token))} - MACHINE_WORDS
    faults = [f"{one.place} {words & unknown} : {one.texte[:60]}" for one, words in said.items() if words & unknown]
    assert faults == []


def test_no_sentence_blames_or_speaks_as_a_machine() -> None:
    faults = [f"{phrase.place} {phrase.texte[:80]}" for phrase in phrases() if BANNED.search(phrase.texte)]
    assert faults == []


def test_a_trouble_says_what_happened_what_is_safe_and_what_to_do() -> None:
    for place, call in calls("Trouble"):
        said = [*call.args, *(word.value for word in call.keywords)]
        if getattr(said[0], "attr", "") == "phrase":
            continue  # a refusal, tested below, says the three in one
        assert len(said) >= 3, place
        assert all(written(one) != "" for one in said[:3]), place


def test_a_refusal_says_what_happened_what_is_safe_and_what_to_do() -> None:
    for code, sentences in SENTENCES.items():
        assert len(sentences) == 3, code
        assert all(one.endswith(".") for one in sentences), code
        assert re.search(r"\w+ez\b|aites\b|ites\b|puis exporte\b", sentences[2]), code


@pytest.mark.parametrize("folder", ["db/models"])
def test_a_rule_names_its_datum_before_it_says_what_to_do(folder: str) -> None:
    faults = []
    for place, call in calls("Anomalie", *sorted((ROOT / folder).glob("*regles*.py"))):
        text = written(call.args[1]) if len(call.args) > 1 else None
        if text is not None and "\u00a0:" not in text and not re.search(r"\w+ez\b|\?", text):
            faults.append(f"{place} {text}")
    assert faults == []
