"""The « compte rendu » of a meeting: page 1 says what was decided, who does what by when, and who was there."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from pvdesk.base.francais import (
    INSECABLE,
    date_courte,
    date_longue,
    duree,
    heure,
    jour_du_mois,
    pluriel,
)
from pvdesk.reports.blocks import (
    Block,
    Box,
    Bullets,
    Column,
    Doc,
    Facts,
    Grid,
    Heading,
    Letterhead,
    Meta,
    Para,
    Plain,
    Signatures,
    Strong,
    Sup,
    Words,
)
from pvdesk.reports.papers.seance import Action, Audience, Etat, Minutes, Point, Presence, Suite

_ETATS: dict[Etat, str] = {
    "présent": "Présents",
    "à distance": "À distance",
    "représenté": "Représentés",
    "excusé": "Excusés",
    "absent": "Absents",
    "invité": "Invités",
}
LONGEST_SIGNER = 200  # characters
_ETATS_REUNION = {"prévue": "Réunion prévue", "tenue sans quorum": "Réunion tenue sans quorum"}


def build(m: Minutes) -> Doc:
    """The paper of one meeting."""
    draft = m.projet and m.approuve_le is None
    kicker = " · ".join(("COMPTE RENDU", *(("PROJET",) if draft else ())))
    title = f"Compte rendu{' (projet)' if draft else ''} – {m.instance}, {date_longue(m.date, semaine=False)}"
    blocks: list[Block] = [
        Letterhead(
            m.emetteur,
            (
                _edited(m, "Édité"),
                f"Réf. {m.reference}",
                _status(m),
            ),
        ),
        Heading(1, m.instance, kicker),
        Para((f"{m.genre} du ", *_date(m.date), _hours(m)), "lead"),
        *_circumstances(m),
    ]
    if m.statut == "prévue" and not (m.presences or m.suites or m.actions):
        blocks += [*_agenda(m), *_points(m), *_next(m)]  # nothing was decided yet, nobody was counted
    else:
        blocks += _carence(m) if m.statut == "carence" else _sections(m)
    blocks += _end(m)
    return Doc(
        meta=Meta(
            title=title,
            author=m.emetteur[0] if m.emetteur else m.instance,
            subject=f"{m.genre} du {date_longue(m.date)}",
            when=m.edite_le,
            reference=m.reference,
            status=_status(m),
            footer="Compte rendu",
            draft=draft,
        ),
        blocks=tuple(blocks),
    )


def _status(m: Minutes) -> str:
    if m.approuve_le is not None:
        return f"Approuvé le {date_longue(m.approuve_le, semaine=False)}"
    version = f" v{m.version}" if m.version else ""
    return f"{m.mention or ('Projet' if m.projet else 'Version définitive')}{version}"


def _date(day: dt.date) -> tuple[str | Sup, ...]:
    number, ordinal = jour_du_mois(day)
    before, after = date_longue(day).split(number + ordinal, 1)
    return (before + number, Sup(ordinal), after) if ordinal else (before + number + after,)


def _hours(m: Minutes) -> str:
    if m.debut is None:
        return ""
    return f", de {heure(m.debut)} à {heure(m.fin)}" if m.fin else f", {heure(m.debut)}"


def _circumstances(m: Minutes) -> Iterator[Block]:
    pairs = (
        ("Quartiers", m.quartiers),
        ("Lieu", m.lieu),
        ("Animation", m.animation),
        ("Secrétariat", m.secretaire),
        ("État", _ETATS_REUNION.get(m.statut, "")),
    )
    filled = tuple((label, value) for label, value in pairs if value)
    if filled:
        yield Facts(filled)


def _carence(m: Minutes) -> list[Block]:
    return [
        Para(
            (
                Strong("Carence : "),
                "personne ne s’est présenté, la réunion n’a pas pu se tenir.",
            ),
            "lead",
        ),
        *_actions_alone(m),
        *_next(m),
    ]


def _actions_alone(m: Minutes) -> list[Block]:
    return [Heading(2, "Actions"), _action_grid(m)] if m.actions else []


def _sections(m: Minutes) -> list[Block]:
    return [
        Box("Relevé de décisions et d’actions", tuple(_summary(m))),
        *_attendance(m),
        *_agenda(m),
        *_points(m),
        *_next(m),
    ]


def _summary(m: Minutes) -> Iterator[Plain]:
    if m.suites:
        yield Grid(
            (Column("N°", 7, header=True), Column("Décision", 51), Column("Vote", 42)),
            tuple((f"D{i}", _decision(suite), _vote(suite)) for i, suite in enumerate(m.suites, 1)),
        )
    else:
        yield Para("Aucune décision.")
    yield _action_grid(m) if m.actions else Para("Aucune action nouvelle.")
    facts: list[tuple[str, Words]] = []
    if m.presences or m.public:
        facts.append(("Présence", _count(m)))
    if m.quorum:
        facts.append(("Quorum", (Strong(m.quorum),)))
    if facts:
        yield Facts(tuple(facts))


def _decision(suite: Suite) -> Words:
    reason = f"\nMotif : {suite.motif}" if suite.motif else ""
    return (Strong(f"{suite.nature} : "), f"{suite.libelle}{reason}")


def _vote(suite: Suite) -> str:
    return "\n".join(_capital(part) for part in (suite.vote, suite.mode) if part) or "Sans vote"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _action_grid(m: Minutes) -> Grid:
    detailed = any(action.priorite or action.etat for action in m.actions)
    columns = (Column("N°", 7, header=True), Column("Action", 43), Column("Qui", 18), Column("Pour quand", 15))
    rows: list[tuple[Words, ...]] = []
    for number, action in enumerate(m.actions, 1):
        when = date_courte(action.echeance) if action.echeance else "à fixer"
        row: tuple[Words, ...] = (f"A{number}", action.libelle, action.porteur or "à désigner", when)
        rows.append((*row, _state(action)) if detailed else row)
    return Grid((*columns, Column("État", 17)) if detailed else columns, tuple(rows))


def _state(action: Action) -> str:
    priority = f"priorité {action.priorite}" if action.priorite else ""
    return "\n".join(part for part in (_capital(action.etat), priority) if part) or "—"


def _count(m: Minutes) -> str:
    """« 12 présents (7 femmes et 5 hommes ; habitants : 7, acteurs locaux : 5), 2 représentés, 3 excusés… »."""
    states = Counter(presence.etat for presence in m.presences)
    here = [presence for presence in m.presences if presence.etat in {"présent", "à distance"}]
    colleges = Counter(presence.college for presence in here if presence.college)
    details = []
    if m.femmes is not None and m.hommes is not None:
        details.append(f"{pluriel(m.femmes, 'femme', 'femmes')} et {pluriel(m.hommes, 'homme', 'hommes')}")
    if len(colleges) > 1:
        details.append(", ".join(f"{college.lower()} : {n}" for college, n in colleges.items()))
    counted: tuple[Etat, ...] = ("représenté", "excusé", "absent", "invité")
    return (
        ", ".join(
            (
                pluriel(len(here), "présent", "présents") + (f" ({' ; '.join(details)})" if details else ""),
                *(pluriel(states[state], state, f"{state}s") for state in counted if states[state]),
                *((f"{pluriel(m.public, 'personne', 'personnes')} du public",) if m.public else ()),
            )
        )
        + "."
    )


def _attendance(m: Minutes) -> list[Block]:
    rows: list[tuple[Words, ...]] = []
    order = {college: i for i, college in enumerate(dict.fromkeys(p.college for p in m.presences))}
    for state, title in _ETATS.items():
        members = sorted(
            (p for p in m.presences if p.etat == state),
            key=lambda p: (order[p.college], not p.personne.qualite, p.personne.qualite, _person(p, m.audience)),
        )
        for college, group in groupby(members, lambda p: p.college):
            people = list(group)
            names = ", ".join(_person(p, m.audience) for p in people)
            rows.append((title, college or "—", names, str(len(people))))
    if m.public:
        rows.append(("Public", "—", "personnes non inscrites, comptées sans être nommées", str(m.public)))
    if not rows:
        return []
    columns = (
        Column("Présence", 16, header=True),
        Column("Collège", 19),
        Column("Membres et invités", 57),
        Column("Nombre", 10, "right"),
    )
    return [Heading(2, "Présences"), Grid(columns, tuple(rows))]


def _person(presence: Presence, audience: Audience) -> str:
    shown = presence.personne.designation(audience)
    if presence.pouvoir is None:
        return shown
    holder = presence.pouvoir
    name = holder.nom if audience == "interne" or holder.officiel else ""
    return f"{shown} – pouvoir à {name or holder.code or holder.qualite}"


def _agenda(m: Minutes) -> list[Block]:
    if not m.points:
        return []
    return [Heading(2, "Ordre du jour"), Bullets(tuple(_item(point) for point in m.points), numbered=True)]


def _item(point: Point) -> str:
    details = ", ".join(part for part in (point.rapporteur, duree(point.duree) if point.duree else "") if part)
    return f"{point.titre} ({details})" if details else point.titre


def _points(m: Minutes) -> Iterator[Block]:
    told = any(point.synthese or point.documents for point in m.points)
    if not (told or m.approbation_precedent):
        return
    yield Heading(2, "Échanges")
    if m.approbation_precedent:
        yield Para((Strong("Compte rendu précédent : "), m.approbation_precedent))
    for number, point in enumerate(m.points, 1):
        if not (point.synthese or point.documents):
            continue
        yield Heading(3, f"{number}.{INSECABLE}{point.titre}")
        if point.synthese:
            yield Para(point.synthese)
        if point.documents:
            yield Para(f"Documents remis : {', '.join(point.documents)}.", "small")


def _edited(m: Minutes, verb: str) -> str:
    """« Lens, le 4 mars 2026 », « Fait à Lens, le … »; without a place, « Édité le … »."""
    day = date_longue(m.date_edition, semaine=False)
    if not m.lieu_edition:
        return f"{verb} le {day}"
    return f"{m.lieu_edition}, le {day}" if verb == "Édité" else f"{verb} à {m.lieu_edition}, le {day}"


def _next(m: Minutes) -> list[Block]:
    return [Heading(2, "Prochaine réunion"), Para(m.prochaine)] if m.prochaine else []


def _short(text: str) -> str:
    """What is kept together on one page must fit in one, whatever was typed."""
    return text if len(text) <= LONGEST_SIGNER else f"{text[: LONGEST_SIGNER - 1]}…"


def _end(m: Minutes) -> Iterator[Block]:
    if m.signataires:
        signers = tuple((_short(name), _short(quality)) for name, quality in m.signataires)
        yield Signatures(f"{_edited(m, 'Fait')}.", signers)
    if m.diffusion:
        yield Para(f"Diffusion : {', '.join(m.diffusion)}.", "small")
    if m.donnees:
        yield Para(m.donnees, "small")
