import datetime as dt
import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvdesk.base.francais import (
    date_courte,
    date_longue,
    duree,
    heure,
    jour_du_mois,
    montant,
    nombre,
    pluriel,
    pourcentage,
    typo,
)

# Characters that the rules look at, so that they meet often.
LOOKED_AT = st.sampled_from("aZé 1209h°nN'’«»:;!?%€.\n\t\u00a0\u202f\u2009\u0301M/&")
TEXTS = st.text() | st.text(alphabet=LOOKED_AT, max_size=30)


@given(TEXTS)
def test_typography_applied_twice_changes_nothing_more(text: str) -> None:
    assert typo(typo(text)) == typo(text)


@given(TEXTS)
def test_no_breakable_space_stays_before_high_punctuation(text: str) -> None:
    assert not re.search(r"[^\S\n\u00a0\u202f][;:!?»%€]", typo(text))


@given(TEXTS)
def test_no_control_character_but_the_line_end_stays(text: str) -> None:
    assert all(c == "\n" or unicodedata.category(c) != "Cc" for c in typo(text))


@given(TEXTS)
def test_typography_rewrites_no_word(text: str) -> None:
    kept = "".join(c for c in typo(text) if c.isalnum())
    cleaned = "".join(c for c in text if unicodedata.category(c) != "Cc" or c == "\n")
    assert kept == "".join(c for c in unicodedata.normalize("NFC", cleaned) if c.isalnum())


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'eau d'ici", "l’eau d’ici"),
        ("Oui : non ; bon ! hein ?", "Oui\u00a0: non\u202f; bon\u202f! hein\u202f?"),
        ("Date: lundi; vite! Pourquoi?", "Date\u00a0: lundi\u202f; vite\u202f! Pourquoi\u202f?"),
        ("« avis »", "«\u00a0avis\u00a0»"),
        ("«avis»", "«\u00a0avis\u00a0»"),
        ("50 % et 20%, 30 € et 12€", "50\u00a0% et 20\u00a0%, 30\u00a0€ et 12\u00a0€"),
        ("n°4, N° 12", "n°\u00a04, N°\u00a012"),
        ("à 18h30 puis 9 h 05, dès 14h.", "à 18\u00a0h\u00a030 puis 9\u00a0h\u00a005, dès 14\u00a0h."),
        ("le 3 mars, le 1er avril", "le 3\u00a0mars, le 1er\u00a0avril"),
        ("M. Exemple et Mme Modèle", "M.\u00a0Exemple et Mme\u00a0Modèle"),
        ("etc...", "etc…"),
        ("e\u0301te\u0301\x00\r\nsuite", "été\nsuite"),
        # Left alone: not hours, not sentences.
        ("18:30 x=1;y a?b=c%20d 4x4h99", "18:30 x=1;y a?b=c%20d 4x4h99"),
    ],
)
def test_typography_follows_french_usage(typed: str, printed: str) -> None:
    assert typo(typed) == printed


def test_dates_and_hours_read_as_in_french() -> None:
    assert date_longue(dt.date(2026, 3, 3)) == "mardi 3 mars 2026"
    assert date_longue(dt.date(2026, 3, 1)) == "dimanche 1er mars 2026"
    assert date_longue(dt.date(2026, 8, 12), semaine=False) == "12 août 2026"
    assert jour_du_mois(dt.date(2026, 3, 1)) == ("1", "er")
    assert date_courte(dt.date(2026, 3, 3)) == "03/03/2026"
    assert heure(dt.time(18, 30)) == "18\u00a0h\u00a030"
    assert heure(dt.time(9, 5)) == "9\u00a0h\u00a005"
    assert heure(dt.time(20)) == "20\u00a0h"
    assert duree(45) == "45\u00a0min"
    assert duree(90) == "1\u00a0h\u00a030"
    assert duree(120) == "2\u00a0h"


def test_numbers_and_amounts_read_as_in_french() -> None:
    assert nombre(12500) == "12\u202f500"
    assert nombre(1.9) == "1,9"
    assert nombre(2.0) == "2"
    assert nombre(-3) == "−3"
    assert nombre(Decimal("0.125"), 2) == "0,13"
    assert montant(123456) == "1\u202f234,56\u00a0€"
    assert montant(-5) == "−0,05\u00a0€"
    assert pourcentage(52.83) == "52,8\u00a0%"
    assert pourcentage(100) == "100\u00a0%"


def test_the_plural_begins_at_two() -> None:
    assert [pluriel(n, "présent", "présents") for n in (0, 1, 1.9, 2)] == [
        "0\u00a0présent",
        "1\u00a0présent",
        "1,9\u00a0présent",
        "2\u00a0présents",
    ]
