"""Visits and dispositifs travel whole; the pictures of a visit stay on the laptop that took them."""

import datetime as dt
from pathlib import Path
from typing import Any

import PIL.Image

from db.models.visite_listes import TypeVisite
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import photos, records
from tests.pvdesk.mission.exchange import Pair, edit_line

JOUR = dt.date(2026, 3, 3)


def finished(pair: Pair, table: str, lines: dict[str, list[dict[str, Any]]] | None = None, **values: Any) -> str:
    """The uid of a finished record of the poste."""
    with pair.poste.writing() as unit:
        draft = records.blank(unit, table, **values)
        for key, rows in (lines or {}).items():
            draft.lines[key] = [LineDraft(new_uid(), row) for row in rows]
        records.save(unit, draft)
        assert [f.phrase for f in records.finish(unit, table, draft.uid) if f.stops] == []
        unit.commit()
    return draft.uid


def visit(pair: Pair, jour: dt.date, **values: Any) -> str:
    given = {"type": TypeVisite.EQUIPEMENT, "objet": "Aire de jeux", "lieu": "Square d’essai"} | values
    return finished(pair, "visite", {"quartiers": [{"quartier": "QN06201M"}]}, date=jour, **given)


def with_photo(pair: Pair, folder: Path) -> tuple[str, str]:
    """A visit and its photo line, at the poste."""
    PIL.Image.new("RGB", (40, 30), "blue").save(folder / "photo.jpg")
    uid = visit(pair, JOUR)
    with pair.poste.writing() as unit:
        photo = photos.add(unit, uid, folder / "photo.jpg", "Banc cassé")
        unit.commit()
    return uid, photo


def test_visits_that_follow_each_other_reach_the_mission_in_any_order(pair: Pair) -> None:
    first = visit(pair, JOUR)
    second = visit(pair, JOUR + dt.timedelta(days=30), visite_precedente_uid=first)
    with pair.poste.writing() as unit:  # the older one goes last in the lot
        draft = records.load(unit, "visite", first)
        draft.values["constats"] = "Deux bancs cassés."
        records.save(unit, draft)
        unit.commit()
    pair.trip()
    assert pair.at_mission(second, "visite").values == pair.at_poste(second, "visite").values
    assert pair.at_mission(first, "visite").values["constats"] == "Deux bancs cassés."


def test_a_dispositif_reaches_the_mission_with_its_figures(pair: Pair) -> None:
    releve = {"annee": 2025, "mesure": "pre.enfants", "valeur": 120_000, "texte": None, "source": "bilan"}
    uid = finished(pair, "fiche_dispositif", {"releves": [releve]}, type="pre", nom="PRE d’essai", commune="62498")
    pair.trip()
    (line,) = pair.at_mission(uid, "fiche_dispositif").lines["releves"]
    assert line.values == releve


def test_a_picture_stays_on_its_laptop_and_survives_a_change_of_its_caption(pair: Pair, tmp_path: Path) -> None:
    uid, photo = with_photo(pair, tmp_path)
    pair.trip()
    edit_line(pair.poste, uid, "photos", photo, "visite", legende="Banc à réparer")
    pair.trip()
    (line,) = pair.at_mission(uid, "visite").lines["photos"]
    assert (line.uid, line.values["legende"]) == (photo, "Banc à réparer")
    for desk, kept in ((pair.poste, True), (pair.mission, False)):
        with desk.reading() as unit:
            assert (photos.content(unit, photo) is not None) is kept
