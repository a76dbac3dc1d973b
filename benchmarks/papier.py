"""Time, memory and size of papers: pvdesk beside plain reportlab, and fpdf2 and weasyprint where they are installed.

    python benchmarks/papier.py [-n 5] [--pages 1000] [--autres PYTHON]

`PYTHON` is that of a virtual environment with fpdf2 and weasyprint. Each measure runs in a process of its own, engine
after engine, round after round: read the ratios, taken in one round; seconds do not travel to another machine. All say
the same words with the same fonts; only pvdesk tags them (PDF/A-2a and PDF/UA-1) and lists its contents.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from pvdesk.base.francais import nombre
from pvdesk.reports import blocks as b
from pvdesk.reports.papers.dossier import Dossier, Partie
from pvdesk.reports.papers.dossier import build as bind

ROOT = Path(__file__).parents[1]
FONTS = {name: ROOT / "resources" / "fonts" / f"SourceSans3-{name}.ttf" for name in ("Regular", "Bold")}
WHEN = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)
MEMBERS = ("Présent", "Représenté", "Excusé")
SENTENCE = (
    "Les habitantes et les habitants ont signalé l’éclairage défaillant de la rue des Lilas\u202f; le bailleur répond "
    "que le marché d’entretien vient de changer de titulaire et qu’un état sera remis avant l’été. "
)
SHORT = 100  # pages of the file that the slow engines print

Made = tuple[bytes, int]  # the file, its pages


# ---- what is printed
def minutes(points: int, people: int, actions: int) -> b.Doc:
    """The minutes of a meeting."""
    grid = b.Grid(
        (b.Column("N°", 1, header=True), b.Column("Action", 8), b.Column("Qui", 3), b.Column("Pour quand", 2)),
        tuple((f"A{n}", f"Action n° {n}. {SENTENCE[:60]}", "bailleur", "31/03/2026") for n in range(1, actions + 1)),
    )
    came = b.Grid(
        (b.Column("Membre", 4, header=True), b.Column("Collège", 3), b.Column("Présence", 2)),
        tuple((f"H-{n:02d}", "Habitants", MEMBERS[n % 3]) for n in range(1, people + 1)),
    )
    said: list[b.Block] = []
    for n in range(1, points + 1):
        said += [b.Heading(3, f"{n}. Point à l’ordre du jour"), b.Para(SENTENCE * 2), b.Para(SENTENCE)]
    return b.Doc(
        b.Meta(title="Compte rendu", author="Exemple", subject="Séance", when=WHEN, footer="Compte rendu"),
        (
            b.Letterhead(("Politique de la ville",), ("Le 4 mars 2026",)),
            b.Heading(1, "Conseil citoyen Les Tilleuls", "COMPTE RENDU"),
            b.Facts((("Date", "mardi 3 mars 2026, 18 h 30"), ("Lieu", "Maison de quartier"))),
            b.Box("Relevé de décisions et d’actions", (grid,)),
            b.Heading(2, "Présences"), came,
            b.Heading(2, "Ordre du jour"), b.Bullets(tuple(f"Point {n}" for n in range(1, points + 1)), numbered=True),
            b.Heading(2, "Échanges"), *said,
        ),
    )  # fmt: skip


def file_of(pages: int) -> b.Doc:
    """Minutes of three pages each, bound in one file."""
    one = minutes(*SIZES["3 pages"])
    return bind(
        Dossier(
            emetteur=("Politique de la ville",), edite_le=WHEN, reference="INS-2026-D07-0001",
            sorte="Dossier du conseil", titre="Conseil citoyen Les Tilleuls",
            parties=tuple(Partie(f"Plénière n° {n}", "", one) for n in range(1, max(1, pages // 3) + 1)),
        )
    )  # fmt: skip


def alone(block: b.Block) -> b.Doc:
    """A paper that holds one thing."""
    return b.Doc(
        b.Meta(title="Mesure", author="Exemple", subject="Mesure", when=WHEN), (b.Heading(1, "Mesure"), block)
    )  # fmt: skip


def register() -> b.Doc:
    """Two thousand lines of four columns."""
    columns = tuple(b.Column(title, 1) for title in ("N°", "Date", "Objet", "État"))
    return alone(
        b.Grid(columns, tuple((str(n), "03/03/2026", SENTENCE[:40], "terminé") for n in range(2000)))
    )  # fmt: skip


def field() -> b.Doc:
    """A text of a megabyte, typed without a line end."""
    return alone(b.Para(SENTENCE * (1_000_000 // len(SENTENCE.encode()) + 1)))


SIZES = {"3 pages": (7, 12, 15), "6 pages": (12, 34, 44)}
PAPERS: dict[str, Callable[[int], b.Doc]] = {
    "3 pages": lambda _: minutes(*SIZES["3 pages"]), "6 pages": lambda _: minutes(*SIZES["6 pages"]),
    "dossier": file_of, "registre": lambda _: register(), "champ": lambda _: field(),
}  # fmt: skip


def flat(doc: b.Doc) -> Iterator[b.Block]:
    """The blocks, frames open, without what only pvdesk makes."""
    for block in doc.blocks:
        if isinstance(block, b.Box):
            yield b.Heading(2, block.title)
            yield from block.blocks
        elif not isinstance(block, b.Contents):
            yield block


def rows_of(block: b.Block) -> list[list[str]] | None:
    """The cells of what is set as a table."""
    match block:
        case b.Grid():
            return [[c.title for c in block.columns], *([b.plain(cell) for cell in row] for row in block.rows)]
        case b.Facts():
            return [[label, b.plain(words)] for label, words in block.pairs]
        case b.Letterhead():
            return [[" ".join(block.emitter), " ".join(block.edition)]]
    return None


# ---- who prints it
def by_pvdesk(doc: b.Doc) -> Made:
    """Tagged, archivable."""
    from pvdesk.reports.render import render

    made = render(doc)
    return made.data, made.pages


def by_reportlab(doc: b.Doc) -> Made:
    """The same library, nothing added."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.platypus import LongTable, PageBreak, Paragraph, SimpleDocTemplate

    for name, path in FONTS.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(path)))
    body = ParagraphStyle("body", fontName="Regular", fontSize=10.5, leading=14.3, spaceAfter=6)
    cell = ParagraphStyle("cell", body, fontSize=9.5, leading=12.2, spaceAfter=0)
    heads = [
        ParagraphStyle(f"h{n}", body, fontName="Bold", fontSize=s, leading=s * 1.2) for n, s in enumerate((19, 13, 11))
    ]
    story: list[Any] = []
    for block in flat(doc):
        rows = rows_of(block)
        if rows is not None:
            width = (A4[0] - 125) / len(rows[0])
            cells = [[Paragraph(html.escape(text), cell) for text in row] for row in rows]
            story.append(LongTable(cells, colWidths=[width] * len(rows[0]), repeatRows=int(isinstance(block, b.Grid))))
        elif isinstance(block, b.Break):
            story.append(PageBreak())
        else:
            style = heads[block.level - 1] if isinstance(block, b.Heading) else body
            story += [Paragraph(html.escape(text), style) for text in texts(block)]
    out = BytesIO()
    paper = SimpleDocTemplate(out, pagesize=A4, leftMargin=62, rightMargin=62, topMargin=51, bottomMargin=57)
    paper.build(story)
    return out.getvalue(), paper.page


def by_fpdf2(doc: b.Doc) -> Made:
    """fpdf2, untagged."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.add_font("S", "", str(FONTS["Regular"]))
    pdf.add_font("S", "B", str(FONTS["Bold"]))
    pdf.set_margins(22, 18)
    pdf.set_auto_page_break(auto=True, margin=20)
    pdf.add_page()
    for block in flat(doc):
        rows = rows_of(block)
        if rows is not None:
            pdf.set_font("S", "", 9.5)
            with pdf.table(first_row_as_headings=isinstance(block, b.Grid)) as table:
                for cells in rows:
                    row = table.row()
                    for text in cells:
                        row.cell(text)
        elif isinstance(block, b.Break):
            pdf.add_page()
        else:
            head = isinstance(block, b.Heading)
            pdf.set_font(
                "S", "B" if head else "", (19, 13, 11)[block.level - 1] if isinstance(block, b.Heading) else 10.5
            )
            for text in texts(block):
                pdf.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output()), pdf.page_no()


def by_weasyprint(doc: b.Doc) -> Made:
    """weasyprint, from HTML; tagged (PDF/UA)."""
    from weasyprint import HTML

    faces = "".join(
        f"@font-face{{font-family:S;font-weight:{weight};src:url({FONTS[name].as_uri()})}}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    css = "@page{size:A4;margin:18mm 22mm}body{font:10.5pt S}table{width:100%;font-size:9.5pt}hr{break-after:page}"
    parts = []
    for block in flat(doc):
        rows = rows_of(block)
        if rows is not None:
            lines = ("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
            parts.append(f"<table>{''.join(lines)}</table>")
        elif isinstance(block, b.Break):
            parts.append("<hr>")
        else:
            tag = f"h{block.level}" if isinstance(block, b.Heading) else "p"
            parts += [f"<{tag}>{html.escape(text)}</{tag}>" for text in texts(block)]
    page = f"<html lang=fr><title>x</title><style>{faces}{css}</style><body>{''.join(parts)}</body></html>"
    made = HTML(string=page).render(pdf_variant="pdf/ua-1")
    return made.write_pdf(), len(made.pages)


def texts(block: b.Block) -> list[str]:
    """The words of what is no table."""
    match block:
        case b.Heading() | b.Para():
            return [b.plain(block.words)]
        case b.Bullets():
            return [f"{n}. {b.plain(words)}" for n, words in enumerate(block.items, 1)]
    return []


ENGINES: dict[str, Callable[[b.Doc], Made]] = {
    "pvdesk": by_pvdesk, "reportlab nu": by_reportlab, "fpdf2": by_fpdf2, "weasyprint": by_weasyprint,
}  # fmt: skip
OTHERS = ("fpdf2", "weasyprint")
BASE = "reportlab nu"


# ---- measures
def measure(engine: str, paper: str, times: int, pages: int) -> None:
    """In a process of its own: prints what the last builds took, once the first has loaded what it could."""
    doc = PAPERS[paper](pages)
    took: list[tuple[float, float]] = []
    for _ in range(times):
        start, spent = time.perf_counter(), time.process_time()
        data, count = ENGINES[engine](doc)
        took.append((time.perf_counter() - start, time.process_time() - spent))
    wall, cpu = (statistics.median(side) for side in zip(*took[min(1, times - 1) :], strict=True))
    sys.stdout.write(
        json.dumps({"s": wall, "cpu": cpu, "pages": count, "kio": len(data) / 1024, "mio": peak()}) + "\n"
    )  # fmt: skip


def peak() -> float:
    """The most memory that this process had, Mio."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))) / 1024


def run(python: str, engine: str, paper: str, times: int, pages: int = 0) -> dict[str, float]:
    """One measure from here. One build of a short paper is timed from the start of its process to its end."""
    command = [python, __file__, "--moteur", engine, "--papier", paper, "--fois", str(times), "--pages", str(pages)]
    start, spent = time.perf_counter(), children()
    done = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    took = {"s": time.perf_counter() - start, "cpu": children() - spent}
    if done.returncode != 0:
        raise SystemExit(f"{engine}, {paper}\u00a0:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found | (took if times == 1 and not pages else {})


def children() -> float:
    """Seconds of processor that the processes started from here took."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def rounds(pythons: dict[str, str], paper: str, times: int, count: int, pages: int = 0) -> dict[str, dict[str, float]]:
    """The medians of each engine; `fois` is the median of the ratios of CPU, round by round."""
    all_ = [
        {engine: run(python, engine, paper, times, pages) for engine, python in pythons.items()} for _ in range(count)
    ]
    made = {}
    for engine in pythons:
        middle = {key: statistics.median(one[engine][key] for one in all_) for key in all_[0][engine]}
        ratios = statistics.median(one[engine]["cpu"] / one.get(BASE, one[engine])["cpu"] for one in all_)
        made[engine] = middle | {"fois": ratios}
    return made


def compare(count: int, pages: int, autres: str) -> None:
    """The tables, in the words of the documentation."""
    here = {"pvdesk": sys.executable, BASE: sys.executable}
    every = here | (dict.fromkeys(OTHERS, autres) if autres else {})
    cold = rounds(every, "6 pages", 1, count)
    show("Compte rendu de 6 pages, processus froid (du lancement à la fin)", cold)
    warm = {paper: rounds(every, paper, 8, count) for paper in ("3 pages", "6 pages")}
    for paper, found in warm.items():
        show(f"Compte rendu de {paper}, dans un programme déjà lancé", found)
    long = rounds(here, "dossier", 1, 1, pages)
    show(f"Dossier d’environ {nombre(pages)} pages", long)
    if autres:
        show(f"Dossier d’environ {SHORT} pages", rounds(every, "dossier", 1, 1, SHORT))
    rows = rounds(here, "registre", 1, 1, 1)
    show("Registre de 2 000 lignes, quatre colonnes", rows)
    text = rounds({"pvdesk": sys.executable}, "champ", 1, 1, 1)  # plain reportlab does not end
    one, six, three, whole = (found["pvdesk"] for found in (cold, warm["6 pages"], warm["3 pages"], long))
    goals(
        ("6 pages, processus froid", one["cpu"], 0.6, "s"), ("3 pages, à chaud", three["cpu"] * 1000, 150, "ms"),
        ("6 pages, à chaud", six["cpu"] * 1000, 200, "ms"),
        ("dossier, pages par seconde (au moins)", whole["pages"] / whole["cpu"], -30, ""),
        ("dossier, pic de mémoire du processus", whole["mio"], 300, "Mio"),
        ("taille de 3 pages", three["kio"], 80, "Kio"),
        ("registre de 2 000 lignes", rows["pvdesk"]["cpu"], 2, "s"),
        ("texte d’un mégaoctet", text["pvdesk"]["cpu"], 5, "s"),
    )  # fmt: skip


def show(title: str, found: dict[str, dict[str, float]]) -> None:
    """A table of engines."""
    print(f"\n{title}\n")
    print("| moteur | s | processeur, s | reportlab nu × | pages | pages par s de processeur | Kio | pic, Mio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for engine, one in found.items():
        speed = one["pages"] / one["cpu"]
        print(
            f"| {engine} | {one['s']:.2f} | {one['cpu']:.2f} | {one['fois']:.1f} | {one['pages']:.0f} | {speed:.0f} "
            f"| {one['kio']:.0f} | {one['mio']:.0f} |"
        )


def goals(*of: tuple[str, float, float, str]) -> None:
    """The goals, in seconds of processor: those of the clock on a machine at rest. A negative one is a least."""
    print("\n| but | au plus | mesuré | |\n| --- | --- | --- | --- |")
    for name, found, goal, unit in of:
        kept = found <= goal if goal > 0 else found >= -goal
        said = f"{found:.2f}" if abs(goal) < 10 else f"{found:.0f}"
        print(f"| {name} | {abs(goal):g} {unit} | {said} {unit} | {'atteint' if kept else 'manqué'} |")


def main() -> None:
    """Read the command."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("-n", type=int, default=5)
    reader.add_argument("--pages", type=int, default=1000)
    reader.add_argument("--autres", default="")
    reader.add_argument("--moteur")
    reader.add_argument("--papier")
    reader.add_argument("--fois", type=int, default=1)
    given = reader.parse_args()
    if given.moteur:
        measure(given.moteur, given.papier, given.fois, given.pages)
    else:
        compare(given.n, given.pages, given.autres)


if __name__ == "__main__":
    main()
