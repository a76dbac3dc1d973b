"""Cures of reportlab 5.1.0, applied at the first render and never at import; a test pins that version."""

import re
from collections.abc import Callable

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.platypus import paragraph

_MARK = "_pvdesk"


def apply() -> None:
    """Cure reportlab; a second call changes nothing."""
    if hasattr(pdfdoc.PDFStream, _MARK):
        return
    setattr(pdfdoc.PDFStream, _MARK, True)
    rl_config.useA85 = 0  # page streams a fifth smaller, and faster
    paragraph.split = _word_split()
    pdfdoc.PDFStream.format = _stream_format(pdfdoc.PDFStream.format)
    ttfonts.makeToUnicodeCMap = _unicode_map(ttfonts.makeToUnicodeCMap)


def _word_split() -> Callable[..., list[str]]:
    # reportlab breaks lines at U+202F and U+2007, which are no-break spaces.
    breaking = re.compile("[" + re.escape(re.sub("[\u202f\u2007]", "", paragraph._wsc)) + "]+")  # noqa: SLF001

    def split(text: str, delim: str | None = None) -> list[str]:
        return [word for word in breaking.split(text) if word] if delim is None else text.split(delim)

    return split


def _stream_format(original: Callable[..., bytes]) -> Callable[..., bytes]:
    # PDF/A 6.1.7.1 wants an end of line before « endstream ».
    def stream(self: object, document: object) -> bytes:
        return original(self, document).removesuffix(b"endstream\n") + b"\nendstream\n"

    return stream


def _unicode_map(original: Callable[..., str]) -> Callable[..., str]:
    # Unused codes are mapped to U+0000, which strict checkers refuse.
    def unicode_map(name: str, subset: list[int]) -> str:
        return original(name, [code or 0xFFFD for code in subset])

    return unicode_map
