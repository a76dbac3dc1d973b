import importlib.util
import lzma

import pytest

from pvdesk.base.paths import resources
from pvdesk.kit.orthographe import FORMS, Lexique, lire


@pytest.fixture(scope="module")
def lexicon() -> Lexique:
    return lire()


@pytest.mark.parametrize(
    "text",
    [
        "L’école Jean-Jaurès (QN06201M) reçoit l'atelier ; y a-t-il d’autres questions ? Aujourd’hui, vas-y !",
        "ÉMARGEMENT, QPV, camille@exemple.fr, www.exemple.fr, 18h30, 2e étage, n° 3",
        "Les adultes-relais et les coprésidentes co-construisent l’outillothèque jusqu’à celui-ci.",
    ],
)
def test_right_words_codes_and_addresses_are_known(lexicon: Lexique, text: str) -> None:
    assert list(lexicon.inconnus(text)) == []


def test_a_wrong_word_is_found_where_it_stands(lexicon: Lexique) -> None:
    found = list(lexicon.inconnus("Un évenement d'aujourdhui"))
    assert [(mot.texte, mot.debut, mot.fin) for mot in found] == [("évenement", 3, 12), ("d'aujourdhui", 13, 25)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("evenement", "événement"), ("recu", "reçu"), ("l'ecole", "l’école"), ("lécole", "l’école"), ("Ecole", "École"),
        ("enplus", "en plus"), ("habitans", "habitants"), ("parmis", "parmi"), ("acceuil", "accueil"),
        ("adulte-mediatrice", "adulte-médiatrice"), ("aujourdhui", "aujourd’hui"),
    ],
)  # fmt: skip
def test_the_likeliest_word_is_proposed_first(lexicon: Lexique, typed: str, meant: str) -> None:
    assert lexicon.propositions(typed)[0] == meant


def test_nothing_is_proposed_for_what_is_like_nothing(lexicon: Lexique) -> None:
    assert lexicon.propositions("xqzwkj") == ()


def test_names_of_the_directory_are_known_and_proposed(lexicon: Lexique) -> None:
    taught = lexicon.avec(["Aïssatou Spécimen-Koné", "Hénin-Carvin"])
    assert all(taught.connait(name) for name in ("Aïssatou", "Koné", "l’Aïssatou", "Hénin-Carvin"))
    assert taught.propositions("Aissatou") == ("Aïssatou",)
    assert not lexicon.connait("Aïssatou")


def test_every_form_is_found_from_the_first_to_the_last(lexicon: Lexique) -> None:
    forms = lexicon.formes.decode().split("\n")
    assert all(lexicon.connait(form) for form in [*forms[:3], *forms[:: len(forms) // 500], *forms[-3:]])
    assert not Lexique(b"").connait("rien")


@pytest.mark.slow
def test_the_forms_are_those_of_the_dictionary_shipped_beside_them() -> None:
    folder = resources() / "orthographe"
    spec = importlib.util.spec_from_file_location("deplier", folder / "deplier.py")
    assert spec is not None
    assert spec.loader is not None
    unfolding = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(unfolding)
    assert sorted(unfolding.forms()) == lzma.decompress((folder / FORMS).read_bytes()).decode().split("\n")
