"""Pictures of a paper to be edited: their files, and the frames that show them with their texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pvdesk.reports import odt_styles as styles
from pvdesk.reports.blocks import Figure
from pvdesk.reports.odt_words import bare, p, said
from pvdesk.reports.pixels import fitted
from pvdesk.reports.texte import line, unreadable
from pvdesk.reports.theme import Theme

_POINT = 25.4 / 72  # millimetres
_TALLEST = 110.0  # millimetres
_ASIDE = 4.0  # millimetres left free beside a picture


class Pictures:
    """The pictures of one paper.

    Attributes:
        files: what they are, by name in the archive.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._frames = 0

    def logo(self, theme: Theme) -> str:
        """The logo of the theme, which has one, in its frame."""
        assert theme.logo is not None
        data, height = theme.logo.read_bytes(), theme.logo_height
        across, down = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])  # a PNG begins with its size
        return self._frame(data, "png", (height * across / max(1, down), height), line(theme.logo_text))

    def figure(self, figure: Figure, room: float) -> Iterator[str]:
        """A picture at most `room` millimetres wide, its caption; a sentence when it cannot be read."""
        pixels = fitted(figure.data, (room - _ASIDE) / _POINT, _TALLEST / _POINT)
        words = line(figure.alt or figure.caption)
        if pixels is None:
            yield p(styles.TONES["small"], said(unreadable(words)))
            return
        alternative = "" if figure.decorative else words or "Image sans description"
        size = pixels.width * _POINT, pixels.height * _POINT
        yield p(styles.BODY, self._frame(pixels.jpeg, "jpg", size, alternative))
        if figure.caption.strip():
            yield p(styles.TONES["small"], said(figure.caption))

    def _frame(self, data: bytes, kind: str, size: tuple[float, float], alternative: str) -> str:
        self._frames += 1
        name = f"Pictures/{hashlib.sha256(data).hexdigest()[:32]}.{kind}"
        self.files[name] = data
        desc = f"<svg:desc>{bare(alternative)}</svg:desc>" if alternative else ""
        return (
            f'<draw:frame draw:style-name="{styles.PICTURE}" draw:name="Image{self._frames}"'
            f' text:anchor-type="as-char" svg:width="{size[0]:.2f}mm" svg:height="{size[1]:.2f}mm">'
            f'<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            f"{desc}</draw:frame>"
        )
