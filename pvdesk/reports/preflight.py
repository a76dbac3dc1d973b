"""What a careful clerk would say of a paper before printing it: French messages, never a refusal."""

from collections.abc import Iterable, Iterator

from pvdesk.reports.blocks import (
    Blanks,
    Block,
    Box,
    Break,
    Bullets,
    Contents,
    Doc,
    Facts,
    Figure,
    Figures,
    Grid,
    Heading,
    Letterhead,
    Link,
    Para,
    Signatures,
    Words,
    plain,
)


def preflight(doc: Doc) -> tuple[str, ...]:
    """The defects of structure of a paper, in reading order; empty when there is none."""
    return tuple(_messages(doc))


def _messages(doc: Doc) -> Iterator[str]:
    if not doc.meta.title.strip():
        yield "Le document n’a pas de titre : donnez-lui un titre pour qu’un lecteur d’écran puisse l’annoncer."
    if not doc.meta.author.strip():
        yield "L’émetteur du document n’est pas indiqué."
    yield from _headings([block for block in flat(doc.blocks) if isinstance(block, Heading)])
    for block in flat(doc.blocks):
        if isinstance(block, Grid):
            yield from _grid(block)
        for figure in figures(block):
            if not (figure.alt.strip() or figure.decorative):
                named = f" «\u00a0{figure.caption}\u00a0»" if figure.caption else ""
                yield f"L’image{named} n’a pas de texte de remplacement\u00a0: décrivez-la, ou dites-la décorative."
    for words in all_words(doc):
        for part in () if isinstance(words, str) else words:
            if isinstance(part, Link) and not part.text.strip():
                yield f"Un lien n’a pas de texte : {part.url}."


def _headings(headings: list[Heading]) -> Iterator[str]:
    if not headings or headings[0].level != 1:
        yield "Le document ne commence pas par un titre principal."
    level = 1
    for heading in headings:
        if not plain(heading.words).strip():
            yield "Un titre est vide : écrivez-le ou supprimez-le."
        if heading.level > level + 1:
            yield (
                f"Le titre « {plain(heading.words)} » est de niveau {heading.level} alors que le précédent est de "
                f"niveau {level} : aucun niveau ne doit être sauté."
            )
        level = heading.level


def _grid(grid: Grid) -> Iterator[str]:
    for number, column in enumerate(grid.columns, 1):
        if not column.title.strip():
            yield f"La colonne {number} d’un tableau n’a pas de titre."
    for number, row in enumerate(grid.rows, 1):
        if len(row) != len(grid.columns):
            yield f"La ligne {number} d’un tableau a {len(row)} cases pour {len(grid.columns)} colonnes."


def figures(block: Block) -> tuple[Figure, ...]:
    """The pictures of a block."""
    if isinstance(block, Figures):
        return block.items
    return (block,) if isinstance(block, Figure) else ()


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks in reading order; a box gives its title, then what it holds."""
    for block in blocks:
        if isinstance(block, Box):
            yield Heading(2, block.title)
            yield from block.blocks
        elif isinstance(block, Contents):
            yield Heading(2, block.title)
            yield block
        else:
            yield block


def unblanked(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, breaks that follow one another being one and the last one dropped: no page is left blank."""
    pending: Break | None = None
    for block in blocks:
        if isinstance(block, Break):
            before = pending or block
            turned = before.landscape if block.landscape is None else block.landscape
            pending = Break(turned, min(before.room, block.room))
            continue
        if pending is not None:
            yield pending
            pending = None
        yield block


def listed(doc: Doc, contents: Contents) -> tuple[tuple[int, Heading], ...]:
    """What a contents list holds: each heading with its number among all the headings of the paper, from 1."""
    headings: list[tuple[int, Heading, bool]] = []
    for block in doc.blocks:
        for heading in flat((block,)):
            if isinstance(heading, Heading):
                headings.append((len(headings) + 1, heading, isinstance(block, Contents)))
    return tuple(
        (number, heading)
        for number, heading, own in headings[1:]
        if heading.level <= contents.depth and not own and plain(heading.words).strip()
    )


def all_words(doc: Doc) -> Iterator[Words]:
    """Every text that the paper prints, in reading order."""
    for block in flat(doc.blocks):
        match block:
            case Contents():
                yield from (heading.words for _, heading in listed(doc, block))
            case Heading():
                yield from (block.kicker, block.words) if block.kicker else (block.words,)
            case Para():
                yield block.words
            case Facts():
                yield from (words for pair in block.pairs for words in pair)
            case Grid():
                yield from (column.title for column in block.columns if block.rows)
                yield from (words for row in block.rows for words in row)
                yield from () if block.rows else (block.empty,)
            case Bullets():
                yield from block.items
            case _:
                yield from _placed(block)


def _placed(block: Block) -> Iterator[Words]:
    """The texts of what is neither running words nor a table."""
    match block:
        case Letterhead():
            yield from (*block.emitter, *block.edition)
        case Figure() | Figures():
            yield from (figure.caption for figure in figures(block) if figure.caption)
        case Blanks():
            yield from (said for blank in block.fields for said in (blank.label, blank.ticks) if said)
        case Signatures():
            yield block.place
            yield from (line for signer in block.signers for line in signer)
