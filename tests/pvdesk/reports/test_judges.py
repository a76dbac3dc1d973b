"""Judges that we did not write, when they are installed: one of accessibility, one of archiving."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from pvdesk.fiches import FICHES
from pvdesk.reports.blocks import Blanks, Contents, Doc, Heading, Meta
from pvdesk.reports.papers import (
    acces,
    adulte_relais,
    bordereau_remise,
    controle,
    convocation,
    dossier,
    elimination,
    emargement,
    minutes,
    note,
    ordre_du_jour,
    projet,
    rapport,
    rectificatif,
    relance,
    releve,
    tableau,
    vierge,
    visite,
    vol,
)
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples, test_blanks, test_contents, test_figures, test_papers_conform
from tests.pvdesk.reports.papers import terrain, test_bordereaux, test_dossier, test_tableau

META = Meta(title="Visite", author="Exemple", subject="Visite", when=samples.QUAND, footer="Visite")
PLENIERE = samples.PLENIERE
PAPERS = {
    "plenary": lambda: minutes.build(PLENIERE),
    "final": lambda: minutes.build(replace(PLENIERE, projet=False)),
    "no quorum": lambda: minutes.build(samples.SANS_QUORUM),
    "nobody": lambda: minutes.build(samples.CARENCE),
    "reminder": lambda: relance.build(samples.RELANCE),
    "access": lambda: acces.build(samples.ACCES),
    "stolen": lambda: vol.build(samples.VOL),
    "note": lambda: note.build(samples.NOTE),
    "convocation": lambda: convocation.build(samples.CONVOCATION),
    "agenda": lambda: ordre_du_jour.build(samples.ORDRE),
    "agenda to write on": lambda: ordre_du_jour.build(replace(samples.ORDRE, notes=True)),
    "decisions": lambda: releve.build(PLENIERE),
    "approved decisions": lambda: releve.build(replace(PLENIERE, projet=False, version="2", approuve_le=samples.JOUR)),
    "rectificatif": lambda: rectificatif.build(samples.RECTIFICATIF),
    "minors": lambda: emargement.build_mineurs(replace(samples.feuille(0), vierges=15)),
    "approved nobody": lambda: minutes.build(replace(samples.CARENCE, version="1", approuve_le=samples.JOUR)),
    "rectified": lambda: minutes.build(
        replace(PLENIERE, projet=False, version="2", mention="rectifiée", diffuse_le=samples.JOUR)
    ),
    "visit": lambda: visite.build(terrain.VISITE),
    "public visit": lambda: visite.build(replace(terrain.VISITE, audience="public")),
    "project": lambda: projet.build(terrain.PROJET),
    "post": lambda: adulte_relais.build(terrain.POSTE),
    "yearly report": lambda: rapport.build(terrain.RAPPORT),
    "check": lambda: controle.build(terrain.CONTROLE),
    **{
        f"form of {table}": lambda table=table: vierge.build(FICHES[table], samples.EMETTEUR, samples.QUAND)
        for table in ("visite", "activite", "reunion", "projet")
    },
    "contents": lambda: test_contents.dossier(12, 3),
    "file": lambda: dossier.build(test_dossier.of_meetings(3)),
    "empty file": lambda: dossier.build(test_dossier.nothing()),
    "dashboard": lambda: tableau.build(test_tableau.FULL),
    "slip of a lot": lambda: bordereau_remise.build(test_bordereaux.REMISE),
    "slip of an elimination": lambda: elimination.build(test_bordereaux.SLIP),
    "blank form": lambda: Doc(META, (Heading(1, "Visite"), Blanks(test_blanks.FIELDS, 2))),
    "figure": lambda: Doc(
        META,
        (
            Heading(1, "Visite"),
            Contents(),
            Heading(2, "Photo"),
            test_figures.Figure(test_figures.picture(), "Une rampe"),
        ),
    ),
    **{
        f"{rows} rows, {'draft' if draft else 'final'}": lambda rows=rows, draft=draft: minutes.build(
            test_papers_conform.compte_rendu(rows, draft=draft)
        )
        for rows, draft in ((0, False), (1, True), (12, False), (40, True))
    },
    **{f"{names} names": lambda names=names: emargement.build(samples.feuille(names)) for names in (0, 5, 120)},
}
# False alarms, each looked at: a table is only searched for on the page where it begins (TBL-014); the same sentence
# repeated by a sample at the head of three pages is taken for a running head (PAG-001); a sheet with nobody expected
# is all blank lines (TBL-012); a table that goes on over the page is measured as if on one, beside the next (TBL-013).
ALARMS = ("TBL-012", "TBL-013", "TBL-014", "PAG-001")


@pytest.mark.parametrize("name", PAPERS)
def test_the_judge_of_accessibility_finds_nothing(name: str, tmp_path: Path) -> None:
    outloud = pytest.importorskip("outloud", reason="outloud is not installed")
    file = tmp_path / "papier.pdf"
    file.write_bytes(render(PAPERS[name]()).data)
    result = outloud.check(str(file), skip=ALARMS)
    assert result.error is None
    assert [f"{found.rule}: {found.message}" for found in result.findings if found.severity != "info"] == []


# This judge knows level B only and no extension schema: what we declare beyond is refused by its list, not by the norm.
BEYOND = re.compile(
    r"pdfaid:conformance is 'A'|pdfaExtension|pdfaSchema|pdfaProperty|pdfuaid:part|/Trans are not checked"
)


@pytest.mark.parametrize("name", PAPERS)
def test_the_judge_of_archives_finds_nothing(name: str) -> None:
    pdfa = pytest.importorskip("pikepdf.pdfa", reason="pikepdf[pdfa] is not installed", exc_type=ImportError)
    with pikepdf.open(BytesIO(render(PAPERS[name]()).data)) as pdf:
        report = pdfa.check(pdf, "2b")
    assert [found.message for found in report.findings if not BEYOND.search(found.message)] == []
