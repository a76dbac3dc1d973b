"""The preview of an import: it counts what the import then does, and leaves no trace."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from db.models.echange import Role
from pvdesk.base import francais
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import annulation, apercu, archive, depot, intake
from pvdesk.mission.apercu import Apercu, Parts
from pvdesk.mission.intake import Imported
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


def everything(desk: Desk) -> tuple[object, list[tuple[str, bytes]]]:
    """The base, logically, and the files kept beside it."""
    folders = (desk.folder / depot.ARCHIVE, desk.folder / archive.FOLDER)
    kept = [(str(p.relative_to(desk.folder)), p.read_bytes()) for f in folders for p in sorted(f.glob("*"))]
    return x.dump(desk), kept


def looked(pair: Pair, path: Path) -> Apercu:
    """A preview, that leaves all as it was."""
    before = everything(pair.mission)
    seen = apercu.preview(pair.mission, path)
    assert everything(pair.mission) == before
    return seen


def told(taken: Imported) -> Parts:
    o = taken.outcome
    return Parts(o.nouveaux, o.modifies, o.identiques, o.conflits, o.supprimes, taken.de_cote)


def parts(seen: Apercu, name: str) -> Parts:
    (found,) = (r.parts for r in seen.rubriques if r.nom == name)
    return found


@pytest.fixture
def met(pair: Pair) -> str:
    """A meeting that the mission holds."""
    conseil, members = x.conseil(pair.poste, 2)
    uid = x.reunion(pair.poste, conseil, members)
    pair.trip()
    return uid


def test_the_first_lot_of_a_poste_is_counted_by_table_and_its_keys_are_not_registered(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste, 2)
    x.reunion(pair.poste, conseil, members)
    path = pair.send()
    seen = looked(pair, path)
    assert not x.enrolled(pair.mission)
    assert [(r.nom, r.parts.nouvelles) for r in seen.rubriques if not r.de] == [
        ("Réunions", 1), ("Conseils", 1), ("Membres", 2),
    ]  # fmt: skip
    assert parts(seen, "Présences").nouvelles == 2
    assert seen.fiches.nouvelles == 4
    taken = pair.take(path)
    assert (seen.total, seen.code_controle) == (told(taken), taken.code_controle)
    assert seen.accuses == 4


def test_what_changed_clashes_and_goes_away_is_counted_as_the_import_does_it(pair: Pair, met: str) -> None:
    point = x.add_line(pair.poste, met, "points", titre="Éclairage")
    pair.trip()
    x.edit(pair.mission, met, lieu="Mairie")
    x.edit(pair.poste, met, lieu="École", objet="Voirie")
    x.drop_line(pair.poste, met, "points", point)
    x.add_line(pair.poste, met, "points", titre="Stationnement")
    path = pair.send()
    seen = looked(pair, path)
    assert parts(seen, "Réunions") == Parts(modifiees=1, conflits=1)
    points = parts(seen, next(r.nom for r in seen.rubriques if r.table == "point"))
    assert (points.nouvelles, points.supprimees) == (1, 1)
    assert "1\u00a0conflit attendra votre arbitrage." in seen.suites
    assert seen.total == told(pair.take(path))


def test_what_is_set_aside_tells_its_reason(pair: Pair, met: str) -> None:
    x.edit(pair.poste, met, lieu="École")

    def spoil(head: object, tables: dict[str, list[x.Ligne]]) -> None:
        tables["reunion"][0].valeurs["date"] = "pas une date"

    path = pair.forged(pair.send(), spoil)
    seen = looked(pair, path)
    assert parts(seen, "Réunions").de_cote == 1
    assert [(one.ou, one.nombre) for one in seen.raisons] == [("Réunion", 1)]
    assert "n’est pas lisible" in seen.raisons[0].phrase
    assert seen.reste == 0
    assert seen.total == told(pair.take(path))


def test_a_line_that_is_no_json_is_set_aside_in_the_preview_as_in_the_import(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    path = x.illegible(pair, pair.send())
    seen = looked(pair, path)
    taken = pair.take(path)
    assert seen.total == told(taken)
    assert seen.total.de_cote == 1
    assert "1\u00a0mise de côté" in taken.phrase


def test_probable_doubles_and_answered_corrections_are_announced(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    for hall in ("École", "Mairie"):
        x.reunion(pair.poste, conseil, members, lieu=hall)
    seen = looked(pair, pair.send())
    assert seen.doublons == 1
    assert "1\u00a0doublon probable sera à examiner." in seen.suites


def test_a_lot_that_is_in_already_would_change_nothing(pair: Pair, met: str) -> None:
    path = pair.send()
    pair.take(path)
    seen = looked(pair, path)
    assert seen.deja is not None
    assert seen.phrase == f"Lot 2 de D07\u00a0: déjà importé le {francais.date_courte(seen.deja)}, rien ne changerait."
    assert (seen.rubriques, seen.suites) == ((), ())


def test_a_refusal_keeps_its_sentence_and_is_not_noted(pair: Pair, met: str, tmp_path: Path) -> None:
    wrong = tmp_path / "faux.pvlot"
    wrong.write_bytes(b"nothing of the kind")
    x.edit(pair.poste, met, lieu="École")
    gap = pair.forged(pair.send(), lambda h, tables: (x.changed(h, depuis=h.jusqua + 1, jusqua=h.jusqua + 2), tables))
    back = pair.answer()
    for path, code in ((wrong, Code.Q1), (gap, Code.Q6), (back, Code.Q2)):
        before = everything(pair.mission)
        with pytest.raises(Refus) as refused:
            apercu.preview(pair.mission, path)
        assert refused.value.code is code
        assert everything(pair.mission) == before
    with pytest.raises(Refus) as refused:
        apercu.preview(pair.poste, gap)
    assert (pair.poste.role, refused.value.code) == (Role.POSTE, Code.Q2)


def test_a_lot_that_waited_for_this_one_is_announced(pair: Pair, met: str) -> None:
    fork = pair.fork_mission("copie")
    x.edit(pair.poste, met, lieu="Mairie")
    missing = pair.send()
    pair.take(missing)
    pair.receive(pair.answer())
    x.edit(pair.poste, met, lieu="École")
    late = pair.send()
    with pytest.raises(Refus):
        intake.take(fork, late)
    before = everything(fork)
    seen = apercu.preview(fork, missing)
    assert everything(fork) == before
    assert seen.suites[-1] == "1\u00a0fichier en attente pourra suivre."
    assert len(intake.take(fork, missing).repris) == 1
    fork.close()


def test_no_decision_is_archived_by_a_preview(pair: Pair, met: str) -> None:
    kept = archive.archived(pair.mission)
    x.edit(pair.poste, met, lieu="École")
    path = pair.send()
    before = everything(kept)
    assert apercu.preview(kept, path).total.modifiees == 1
    assert everything(kept) == before
    assert intake.take(kept, path).outcome.modifies == 1


def test_interrupted_wherever_it_says_something_it_leaves_no_trace(pair: Pair, met: str) -> None:
    x.edit(pair.poste, met, lieu="École")
    path = pair.send()
    before = everything(pair.mission)
    for call in itertools.count():
        try:
            apercu.preview(pair.mission, path, stopping_at(call))
        except InterruptedError:
            assert everything(pair.mission) == before
        else:
            break
    assert call > 5


def stopping_at(call: int) -> Callable[[int, int, str], None]:
    told = itertools.count()

    def tell(*_: object) -> None:
        if next(told) == call:
            raise InterruptedError

    return tell


def test_an_import_undone_is_previewed_as_if_it_had_never_been(pair: Pair, met: str) -> None:
    x.edit(pair.poste, met, lieu="École")
    path = pair.send()
    first = looked(pair, path)
    pair.take(path)
    annulation.annuler(pair.mission, pair.opened_lot(path).manifeste.pvdesk.lot)
    assert looked(pair, path).total == first.total
    with pair.mission.reading() as unit:
        assert records.load(unit, "reunion", met).values["lieu"] != "École"
