"""The « relevé de décisions et d’actions » of a meeting: one page where it fits, each line with a lasting reference."""

from pvdesk.base.francais import date_longue
from pvdesk.reports.blocks import Block, Doc, Facts, Heading, Para, Strong, Words
from pvdesk.reports.papers import etat, minutes
from pvdesk.reports.papers.seance import Minutes
from pvdesk.reports.papers.suites import count, releve


def build(m: Minutes) -> Doc:
    """The paper of one meeting that was held."""
    facts: tuple[tuple[str, Words], ...] = (
        ("Présence", count(m) if m.presences or m.public else ""),
        ("Quorum", (Strong(m.quorum),) if m.quorum else ""),
    )
    known = tuple((label, words) for label, words in facts if words)
    blocks: list[Block] = [*minutes.head(m, "RELEVÉ DE DÉCISIONS ET D’ACTIONS")]
    if known:
        blocks.append(Facts(known))
    blocks += [Heading(2, "Décisions et actions"), *releve(m, suivi=True)]
    if m.prochaine:
        blocks += [Heading(2, "Prochaine réunion"), Para(m.prochaine)]
    if m.donnees:
        blocks.append(Para(m.donnees, "small"))
    draft = " (projet)" if etat.draft(m) else ""
    title = f"Relevé de décisions et d’actions{draft} – {m.instance}, {date_longue(m.date, semaine=False)}"
    return Doc(meta=minutes.meta(m, title, "Relevé"), blocks=tuple(blocks))
