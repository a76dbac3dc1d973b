from pvdesk.bundle.refus import HELD, SENTENCES, Code, Refus


def test_each_code_says_what_happened_what_is_safe_and_what_to_do() -> None:
    assert set(SENTENCES) == set(Code)
    for parts in SENTENCES.values():
        assert all(part.endswith(".") for part in parts)


def test_the_sentences_follow_french_typography() -> None:
    for parts in SENTENCES.values():
        text = " ".join(parts)
        assert "'" not in text
        assert not any(f" {mark}" in text for mark in ":;!?")


def test_a_lot_from_the_future_or_out_of_sequence_is_held_and_the_others_are_refused() -> None:
    assert {code for code in Code if Refus(code).held} == HELD == {Code.Q5, Code.Q6}


def test_the_precision_comes_right_after_what_happened() -> None:
    refus = Refus(Code.Q3, "unknown poste", "Le poste D07 n’est pas enrôlé ici.")
    assert refus.phrase.startswith(
        "Ce lot vient d’un poste inconnu ou révoqué. Le poste D07 n’est pas enrôlé ici. Rien"
    )
    assert str(refus) == "Q3: unknown poste"
    assert str(Refus(Code.Q1)) == "Q1"
