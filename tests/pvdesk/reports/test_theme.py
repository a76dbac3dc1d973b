"""What a service changes: its logo."""

from dataclasses import replace
from pathlib import Path

import pikepdf
from PIL import Image

from pvdesk.reports.papers import minutes
from pvdesk.reports.render import render
from pvdesk.reports.theme import DEFAULT
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import elements, failures


def test_a_logo_is_printed_with_its_alternative_text(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (300, 120), (31, 58, 95, 200)).save(logo)
    theme = replace(DEFAULT, logo=logo, logo_text="Émetteur d’exemple")
    rendered = render(minutes.build(samples.PLENIERE), theme=theme)
    (tmp_path / "x.pdf").write_bytes(rendered.data)
    assert failures(rendered.data) == []
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert [str(e.Alt) for e in elements(pdf) if e.S == "/Figure"] == ["Émetteur d’exemple"]


def test_no_logo_is_shipped() -> None:
    assert DEFAULT.logo is None
