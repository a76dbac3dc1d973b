"""The second part of the dashboard: euros by pillar, objectives on their way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from pvdesk.store.indicateurs.tuile import EURO, Detail, texte_de
from pvdesk.store.objectifs import Suivi
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.chart_card import ChartCard
from ui.kit.chart_views import ShareBars
from ui.kit.charts import Share
from ui.kit.elided import Elided
from ui.kit.layouts import button, frame, hbox, label, separator, vbox
from ui.kit.pressed import Pressable, PressedChip
from ui.kit.table import Table
from ui.pages.figure_card import Way
from ui.pages.home_cards import FEW, Open

TOKENS = ("chart.1", "chart.2", "chart.3", "chart.4")
OBJECTIVES = 5


def shares_of(piliers: Sequence[Detail]) -> list[Share]:
    """The lines of the breakdown."""
    return [
        Share(part.libelle, float(part.valeur or 0), TOKENS[place % len(TOKENS)], texte_de(part.valeur, EURO))
        for place, part in enumerate(piliers)
    ]


def money_card(piliers: Sequence[Detail], year: int, show: Open, *, as_table: bool) -> ChartCard:
    """Euros granted by pillar; each line opens its projects."""
    chart = ShareBars(f"Crédits par pilier en {year}", shares_of(piliers))
    table = Table((Column("Pilier"), Column("Projets et crédits", 190)), "Crédits par pilier", row_height=34)
    table.set_rows([cells.Row(str(place), (Cell(p.libelle), Cell(p.texte))) for place, p in enumerate(piliers)])
    table.fit()

    def open_part(_series: int, place: int) -> None:
        show("projet", piliers[place].uids, f"Projets de {year}\u00a0: {piliers[place].libelle}")

    chart.opened.connect(open_part)
    table.rowActivated.connect(lambda place: open_part(0, int(place)))
    total = sum((part.valeur or Decimal(0) for part in piliers), Decimal(0))
    said = f"{texte_de(total, EURO)} du BOP 147 programmés en {year}"
    every = PressedChip(said, "neutral", "projets", f"{said}\u00a0: voir les projets")
    uids = [uid for part in piliers for uid in part.uids]
    every.clicked.connect(lambda: show("projet", uids, f"Projets programmés en {year}"))
    under = QWidget()
    hbox(every, None, parent=under)
    few = len(piliers) < FEW
    return ChartCard("Crédits par pilier ou priorité", chart, table, under=under, as_table=as_table, few=few)


def objectives_card(suivis: Sequence[Suivi], see: Open, see_all: object) -> tuple[QFrame, list[Pressable]]:
    """The objectives that move, each from its base to its target; and their lines."""
    card = frame()
    every = button("Tout voir", "quiet", name="Tout voir\u00a0: les objectifs")
    every.clicked.connect(see_all)
    column = vbox(hbox((label("Objectifs", "h3"), 1), every), margins=(18, 10, 18, 12), spacing=4, parent=card)
    lines: list[Pressable] = []
    for one in measured(suivis)[:OBJECTIVES]:
        if lines:
            column.addWidget(separator())
        lines.append(_objective_line(one))
        lines[-1].pressed.connect(partial(see, "objectif", (one.code,), one.libelle))
        column.addWidget(lines[-1])
    if not lines:
        column.addWidget(label("Aucun objectif n’a encore de valeur.", "muted", wrap=True))
    column.addStretch(1)
    return card, lines


def _done(one: Suivi) -> tuple[int, float]:
    """What is on its way first, the most advanced first; then what has not begun, then what is reached."""
    part = _part(one)
    return (0 if 0 < part < 1 else 1 if part < 1 else 2), -part


def measured(suivis: Sequence[Suivi]) -> list[Suivi]:
    """Those of which one knows from where to where they go: nothing says from where one comes down to none."""
    known = (
        one for one in suivis
        if one.cible is not None and one.valeur is not None and (one.base is not None or one.cible != 0)
    )  # fmt: skip
    return sorted(known, key=_done)


def way_of(one: Suivi) -> str:
    """« 9 → 0 »."""
    unit = one.unite if one.unite in {"%", EURO} else ""
    return f"{texte_de(one.base if one.base is not None else Decimal(0), unit)} → {texte_de(one.cible, unit)}"


def _part(one: Suivi) -> float:
    """How far from the base to the target, from 0 to 1."""
    assert one.cible is not None
    assert one.valeur is not None
    start = one.base if one.base is not None else Decimal(0)
    span = one.cible - start
    return min(max(float((one.valeur - start) / span), 0.0), 1.0) if span else float(one.valeur == one.cible)


def _objective_line(one: Suivi) -> Pressable:
    way = way_of(one)
    line = Pressable(f"{one.libelle}\u00a0: {one.texte}, de {way.replace('→', 'vers')}", "ligne")
    bar = Way(_part(one), f"{round(100 * _part(one))}\u00a0% du chemin")
    head = hbox((Elided(one.libelle), 1), label(one.texte, "label"), spacing=10)
    foot = hbox((bar, 1), label(way, "caption"), spacing=10)
    vbox(head, foot, margins=(4, 5, 4, 5), spacing=2, parent=line)
    return line
