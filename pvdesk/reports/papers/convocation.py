"""The convocation to a meeting: who is called, to what, when and where, and a slip to answer. It names no member."""

from collections.abc import Iterator
from dataclasses import dataclass

from pvdesk.base.francais import date_longue, duree, heure, pluriel
from pvdesk.reports.blocks import (
    Blank,
    Blanks,
    Block,
    Bullets,
    Doc,
    Facts,
    Heading,
    Letterhead,
    Meta,
    Para,
    Strong,
    Words,
)
from pvdesk.reports.papers import etat
from pvdesk.reports.papers.seance import Annonce, Point


@dataclass(frozen=True, kw_only=True)
class Convocation(Annonce):
    """All that the paper says. `notes`: what its author should see to before sending it."""

    mode: str = ""  # « par courriel »
    convoques: tuple[tuple[str, int], ...] = ()  # collège and how many
    invites: tuple[str, ...] = ()
    quorum: str = ""  # « la moitié des titulaires, soit 9 »
    pouvoirs: str = ""  # « Les pouvoirs sont admis, un par personne au plus. »; empty: none may be given
    notes: tuple[str, ...] = ()


def build(c: Convocation) -> Doc:
    """The convocation to one meeting."""
    sent = c.mode and f"Envoi {c.mode}"
    day = date_longue(c.date_edition, semaine=False)
    written = etat.edited(c.lieu_edition, c.date_edition) if c.lieu_edition else f"Le {day}"
    blocks: list[Block] = [
        Letterhead(c.emetteur, tuple(line for line in (written, f"Réf. {c.reference}", sent) if line)),
        Heading(1, c.instance, "CONVOCATION"),
        Para(c.genre, "lead"),
        Para("Madame, Monsieur,\nNous vous convions à cette réunion. Votre présence compte."),
        Facts(tuple(_facts(c))),
        *_agenda(c),
        *_answer(c),
    ]
    if c.donnees:
        blocks.append(Para(c.donnees, "small"))
    meta = Meta(
        title=f"Convocation – {c.instance}, {date_longue(c.date, semaine=False)}",
        author=c.emetteur[0] if c.emetteur else c.instance,
        subject=f"{c.genre} du {date_longue(c.date)}",
        when=c.edite_le,
        reference=c.reference,
        footer="Convocation",
    )
    return Doc(meta, tuple(blocks), c.notes)


def _facts(c: Convocation) -> Iterator[tuple[str, Words]]:
    if c.objet:
        yield "Objet", c.objet
    number, *rest = etat.day(c.date)
    yield "Date", (Strong(str(number)), *rest[:-1], *(Strong(str(part)) for part in rest[-1:]))
    if c.debut:
        yield "Heure", (Strong(f"de {heure(c.debut)} à {heure(c.fin)}" if c.fin else heure(c.debut)),)
    where = ", ".join(part for part in (c.lieu, c.modalite) if part)
    if where:
        yield "Lieu", (Strong(where),)
    if c.animation:
        yield "Animation", c.animation
    called = sum(count for _, count in c.convoques)
    if called:
        detail = ", ".join(f"{college.lower()} : {count}" for college, count in c.convoques if college)
        yield "Destinataires", f"{pluriel(called, 'membre', 'membres')}" + (f" ({detail})" if detail else "")
    if c.invites:
        yield "Invités", "\n".join(c.invites)
    rule = (f"{c.quorum[:1].upper()}{c.quorum[1:]}." if c.quorum else "", c.pouvoirs)
    if any(rule):
        yield "Quorum", " ".join(sentence for sentence in rule if sentence)


def _agenda(c: Convocation) -> Iterator[Block]:
    if c.points:
        yield Heading(2, "Ordre du jour")
        yield Bullets(tuple(item(point) for point in c.points), numbered=True)
        if c.duree:
            yield Para(f"Durée prévue : {duree(c.duree)}.")
    if c.a_approuver:
        yield Para((Strong("Compte rendu soumis à approbation : "), f"{c.a_approuver}."))
    documents = ", ".join(document for point in c.points for document in point.documents)
    if documents:
        yield Para((Strong("Documents : "), f"{documents}."))


def item(point: Point) -> str:
    """« Éclairage (bailleur, 30 min) »."""
    details = ", ".join(part for part in (point.rapporteur, duree(point.duree) if point.duree else "") if part)
    return f"{point.titre} ({details})" if details else point.titre


def _answer(c: Convocation) -> Iterator[Block]:
    """The slip: what a hand fills, nothing that has no use once the meeting is over."""
    yield Heading(2, "Votre réponse")
    yield Para("Répondez avant la réunion, par ce coupon ou par tout autre moyen.")
    answers = ("Je viendrai", "Je ne viendrai pas", *(("Je donne pouvoir",) if c.pouvoirs else ()))
    fields = (
        Blank("Nom, ou code de membre"),
        Blank("Réponse", choices=answers),
        *((Blank("Pouvoir donné à (un membre qui viendra)"), Blank("Date et signature")) if c.pouvoirs else ()),
    )
    yield Blanks(fields, columns=2)
