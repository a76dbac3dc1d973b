"""French spelling without a network: which words of a text the dictionary lacks, and what could stand instead.

The forms of French stand sorted in one text, looked up by halves: nothing is built when it is read (0.1 s, 6 MB).
"""

from __future__ import annotations

import itertools
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pvdesk.base.paths import resources

FORMS, TRADE = "mots.txt.xz", "metier.txt"
APOSTROPHE = "’"
ELIDED = frozenset(
    [*"ldjmtsnc", "entr", *(head + "qu" for head in ("", "jus", "lors", "puis", "quoi", "pres", "quel"))]
)
ALPHABET = "eaisnrtolucdmpévqfgbhàxèjyêzçôâîûùïëkwœü’"
ACCENTS = {"a": "aàâ", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oô", "u": "uùûü", "œ": "œ"}
ALONE = "aày"  # letters that are words
MOST_VARIANTS = 2000  # of the accents of one word
SHORTEST = 3  # letters of a word that may be cut in two
SHOWN = 6
# Words of letters; what touches a digit, a dot or an « @ » is a code or an address.
_WORD = re.compile(r"(?<![\w@/.])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?![\w@/]|\.\w)")


@dataclass(frozen=True, slots=True)
class Mot:
    """A word of a text: as it is typed, and where."""

    texte: str
    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class Lexique:
    """The words known.

    Attributes:
        formes: every form of the dictionary, UTF-8, sorted, one by line.
        metier: words of the trade that the dictionary lacks.
        propres: names of the directory and words that the person taught, in their own capitals.
    """

    formes: bytes = field(repr=False)
    metier: frozenset[str] = frozenset()
    propres: frozenset[str] = frozenset()

    def avec(self, textes: Iterable[str]) -> Lexique:
        """The same lexicon, that knows the words of these texts and no other's."""
        return replace(self, propres=frozenset(_plain(part) for text in textes for part in _parts(text)))

    def inconnus(self, text: str) -> Iterator[Mot]:
        """The words of a text that are not known, in reading order."""
        for found in _WORD.finditer(text):
            if not self.connait(found.group()):
                yield Mot(found.group(), *found.span())

    def connait(self, mot: str) -> bool:
        """Whether a word may stand: known whole or by its parts; capitals alone are a code."""
        mot = _plain(mot)
        if len(mot) == 1 or mot.isupper() or self._form(mot):
            return True
        head, elided, rest = mot.partition(APOSTROPHE)
        if elided:
            return head.lower() in ELIDED and self.connait(rest)
        parts = mot.split("-")
        return len(parts) > 1 and all(self.connait(part) for part in parts if part)

    def propositions(self, mot: str, most: int = SHOWN) -> tuple[str, ...]:
        """What could stand instead of a word, the likeliest first: its accents, then one letter away."""
        mot = _plain(mot)
        head, elided, rest = mot.partition(APOSTROPHE)
        if elided and head.lower() in ELIDED:
            return tuple(head + elided + one for one in self.propositions(rest, most))
        parts = mot.split("-")
        wrong = [place for place, part in enumerate(parts) if part and not self.connait(part)]
        if len(parts) > 1 and len(wrong) == 1:
            place = wrong[0]
            found = self.propositions(parts[place], most)
            return tuple("-".join([*parts[:place], one, *parts[place + 1 :]]) for one in found)
        near = (one for one in _near(mot.lower()) if self._whole(one))
        shaped = (one[:1].upper() + one[1:] if mot[:1].isupper() else one for one in near)
        proper = (name for name in sorted(self.propres) if name.lower() in _accented(mot.lower()))
        return tuple(itertools.islice(dict.fromkeys(itertools.chain(proper, shaped)), most))

    def _whole(self, said: str) -> bool:
        """Whether a word, or the two that were typed as one, are forms as they stand."""
        head, elided, rest = said.partition(APOSTROPHE)
        if elided and head in ELIDED:
            return len(rest) > 1 and self._form(rest)
        return all(self._form(part) and (len(part) > 1 or part in ALONE) for part in said.split(" "))

    def _form(self, mot: str) -> bool:
        """Whether the dictionary or the directory has this very form; a sentence may begin by any word."""
        forms = (mot, mot[0].lower() + mot[1:]) if mot[0].isupper() else (mot,)
        return mot in self.propres or any(form in self.metier or self._holds(form) for form in forms)

    def _holds(self, form: str) -> bool:
        """Look a form up by halves: a line that begins before the middle is read whole."""
        sought, text = form.encode(), self.formes
        low, high = 0, len(text)
        while low < high:
            start = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = text.find(b"\n", start)
            end = len(text) if end < 0 else end
            line = text[start:end]
            if line == sought:
                return True
            if line < sought:
                low = end + 1
            else:
                high = start
        return False


def lire() -> Lexique:
    """Read the dictionary and the words of the trade. A tenth of a second: away from the window."""
    folder = resources() / "orthographe"
    trade = (folder / TRADE).read_text(encoding="utf-8").split()
    return Lexique(lzma.decompress((folder / FORMS).read_bytes()), frozenset(trade))


def _plain(mot: str) -> str:
    """A word as the dictionary writes it."""
    return unicodedata.normalize("NFC", mot).replace("'", APOSTROPHE)


def _parts(text: str) -> Iterator[str]:
    """The words of a name, and the parts of those that are compound."""
    for found in _WORD.finditer(text):
        yield found.group()
        yield from re.split("[’'-]", found.group())


def _accented(mot: str) -> dict[str, None]:
    """A word with every accent that its letters may bear, in order."""
    bare = [unicodedata.normalize("NFD", letter)[0] for letter in mot]
    choices = [ACCENTS.get(letter, letter) for letter in bare]
    made = itertools.islice(itertools.product(*choices), MOST_VARIANTS)
    return dict.fromkeys("".join(letters) for letters in made)


def _near(mot: str) -> Iterator[str]:
    """What stands one fault away: accents, a forgotten apostrophe or space, letters swapped, lost, added, mistaken."""
    yield from _accented(mot)
    cuts = [(mot[:place], mot[place:]) for place in range(len(mot) + 1)]
    yield from (f"{a}{APOSTROPHE}{one}" for a, b in cuts if a in ELIDED and len(b) > 1 for one in _accented(b))
    yield from (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    yield from (a + letter + b for a, b in cuts for letter in ALPHABET)
    yield from (a + b[1:] for a, b in reversed(cuts) if b)
    yield from (a + letter + b[1:] for a, b in cuts if b for letter in ALPHABET)
    yield from (f"{a} {b}" for a, b in cuts if len(mot) > SHORTEST and a and b)
