"""A paper as a text to be edited (OpenDocument): its words and their styles in one archive.

The PDF stays the reference: this file bears no control code, since what it says may be changed.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

import odfdo

from pvdesk.base.version import APPLICATION
from pvdesk.reports import odt_styles as styles
from pvdesk.reports.blocks import Doc, Meta
from pvdesk.reports.odt_text import Text
from pvdesk.reports.texte import line, title_of
from pvdesk.reports.theme import DEFAULT, Theme

MIMETYPE = "application/vnd.oasis.opendocument.text"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a file may be in an archive


def write(doc: Doc, theme: Theme = DEFAULT) -> bytes:
    """The bytes of the file. Equal documents and themes give equal bytes."""
    text = Text(doc, theme)
    blocks = [odfdo.Element.from_tag(block) for block in text.pieces()]
    empty = (
        f"{styles.root('document-content')}<office:automatic-styles>{text.tables.styles(theme)}"
        "</office:automatic-styles><office:body><office:text/></office:body></office:document-content>"
    )
    parts = {
        "mimetype": MIMETYPE.encode(),
        "content.xml": empty.encode(),
        "styles.xml": styles.sheet(doc.meta, theme, text.variants).encode(),
        "meta.xml": _about(doc.meta).encode(),
        **text.pictures.files,
    }
    parts["META-INF/manifest.xml"] = _manifest(parts).encode()
    parts["content.xml"] = _filled(parts, blocks)
    return _packed(parts, doc.meta.when)


def _filled(parts: dict[str, bytes], blocks: list[odfdo.Element]) -> bytes:
    """The content with its blocks."""
    container = odfdo.Container()
    for name, part in parts.items():
        container.set_part(name, part)
    document = odfdo.Document(container)
    document.body.extend(blocks)
    return document.content.serialize()


def _packed(parts: dict[str, bytes], when: dt.datetime) -> bytes:
    """The archive, dated from the record: its type first, not compressed."""
    stream = io.BytesIO()
    date = max(when.astimezone(dt.UTC).timetuple()[:6], _EARLIEST)
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, date)
            info.create_system = 3  # whatever the system it is written on
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return stream.getvalue()


def _manifest(parts: Iterable[str]) -> str:
    kinds = {"xml": "text/xml", "jpg": "image/jpeg", "png": "image/png"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kinds[name.rpartition(".")[2]]}"/>'
        for name in parts if name != "mimetype"
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{styles.NAMESPACES["manifest"]}" manifest:version="{styles.VERSION}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="{styles.VERSION}"'
        f' manifest:media-type="{MIMETYPE}"/>{entries}</manifest:manifest>'
    )


def _about(meta: Meta) -> str:
    when = f"{meta.when.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    author = escape(line(meta.author))
    return (
        f"{styles.root('document-meta')}<office:meta><meta:generator>{APPLICATION}</meta:generator>"
        f"<dc:title>{escape(title_of(meta))}</dc:title><dc:subject>{escape(line(meta.subject))}</dc:subject>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>"
        f"<meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date><dc:language>fr-FR</dc:language>"
        "</office:meta></office:document-meta>"
    )
