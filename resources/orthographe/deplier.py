"""Writes `mots.txt.xz`, the forms of French one under the other, from the dictionary of Grammalecte beside it.

`python resources/orthographe/deplier.py`, once for each new version of `fr.aff.xz` and `fr.dic.xz`. Elisions
(« l’école ») are left out: the program reads what stands after an apostrophe by itself.
"""  # noqa: INP001

import lzma
import re
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).parent
NEEDS_ENDING, FORBIDDEN = "()", "{}"
FORM = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*")

Ending = tuple[str, str, re.Pattern[str]]  # what is taken off, what is put, what the word must end with


def read(name: str) -> list[str]:
    """The lines of a compressed file."""
    return lzma.decompress((FOLDER / name).read_bytes()).decode("utf-8").splitlines()


def endings() -> dict[str, list[Ending]]:
    """The endings of each flag."""
    found: dict[str, list[Ending]] = defaultdict(list)
    for line in read("fr.aff.xz"):
        parts = line.split()
        if len(parts) >= 5 and parts[0] == "SFX":
            off, put = ("" if part == "0" else part for part in (parts[2], parts[3].partition("/")[0]))
            found[parts[1]].append((off, put, re.compile(parts[4] + "$")))
    return found


def forms() -> set[str]:
    """Every form of every word, with the true apostrophe."""
    known, found = endings(), set()
    for line in read("fr.dic.xz")[1:]:
        word, _, written = line.partition("/")
        flags = [written[place : place + 2] for place in range(0, len(written), 2)]
        if FORBIDDEN in flags:
            continue
        if NEEDS_ENDING not in flags:
            found.add(word)
        for flag in flags:
            found.update(
                word[: len(word) - len(off)] + put
                for off, put, asked in known.get(flag, ())
                if word.endswith(off) and asked.search(word)
            )
    return {form for form in (one.replace("'", "’") for one in found) if FORM.fullmatch(form)}


if __name__ == "__main__":
    written = "\n".join(sorted(forms())).encode()
    # A window of 8 MiB holds it all; the usual one would ask 64 MiB of who reads it.
    small = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 23}
    (FOLDER / "mots.txt.xz").write_bytes(lzma.compress(written, filters=[small]))
