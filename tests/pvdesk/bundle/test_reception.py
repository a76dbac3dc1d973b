"""What a poste makes of a lot de retour."""

from pathlib import Path

import pytest

from db.models.echange import Cle, UsageCle
from pvdesk.bundle import envelope, identity, package, reception
from pvdesk.bundle.codec import Ligne, Valeur
from pvdesk.bundle.refus import Refus
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


def received(pair: Pair, monkeypatch: pytest.MonkeyPatch, **said: Valeur) -> tuple[str, reception.Received]:
    """A lot de retour whose acknowledgements say something else."""
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    write = package.write

    def lie(head, tables, *rest):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
        for line in tables[reception.ACCUSES]:
            line.valeurs |= said
        return write(head, tables, *rest)

    monkeypatch.setattr(package, "write", lie)
    return uid, pair.receive(pair.answer())


@pytest.mark.parametrize("said", [{"n": None}, {"n": "beaucoup"}, {"lot": None}])
def test_an_acknowledgement_that_says_nothing_changes_nothing(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, said: dict[str, Valeur]
) -> None:
    uid, done = received(pair, monkeypatch, **said)
    assert done.accuses == 0
    assert pair.envoi(uid).suivi == "envoyée, lot 1"


@pytest.mark.parametrize("when", ["hier", None, "2026-01-01T00:00:00"])
def test_an_illegible_day_is_replaced_by_the_day_of_reading(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, when: Valeur
) -> None:
    uid, _ = received(pair, monkeypatch, recu_le=when)
    assert pair.envoi(uid).suivi == "reçue par la mission le 15/10/2026, lot 1"


def test_a_word_of_the_mission_is_shown_before_anything_is_received(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid, _ = received(pair, monkeypatch, n=0, phrase="à revoir")
    assert pair.envoi(uid).suivi == "envoyée, lot 1 — à revoir"


def test_an_enrolment_without_what_it_is_for_is_refused(pair: Pair, tmp_path: Path) -> None:
    good = package.read_enrolement((pair.template.folder / "enrolement-D07.pvlot").read_bytes())
    with pair.mission.reading() as unit:
        signing = identity.key(unit, UsageCle.SIGNATURE).privee
    speaks = good.manifeste.pvdesk.presentation
    assert speaks is not None
    speaks.jeton = None
    path = tmp_path / "sans-jeton.pvlot"
    path.write_bytes(package.write(good.manifeste.pvdesk, {}, {}, {}, signing, None))
    before = x.dump(pair.poste)
    with pytest.raises(Refus, match="Q4"):
        pair.receive(path)
    assert x.dump(pair.poste) == before


def test_an_older_reading_key_still_opens(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    path = pair.answer()
    with pair.poste.writing() as unit:
        pairing = envelope.new_age_identity()
        unit.session.add(
            Cle(usage=UsageCle.LECTURE, privee=pairing.private, publique=pairing.public, depuis=unit.now)
        )
        unit.commit()
    assert pair.receive(path).accuses == 3


def test_an_acknowledgement_is_a_plain_line(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    with pair.poste.reading() as unit:
        to = identity.mission(unit)
        assert to is not None
        lot = package.read(pair.answer().read_bytes(), identity.identities(unit), lambda _: to.signature, "D07")
    line: Ligne = lot.tables[reception.ACCUSES][0]
    assert set(line.valeurs) == {"type", "n", "lot", "recu_le", "phrase"}
