"""The words of a paper, as a screen reader goes through them: read only, nothing fetched, dressed as the window."""

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import QTextBrowser

from db.search import fold
from ui.theme.theme import current

# The look of the page for a browser: colours of a white paper, measures that Qt does not know.
_STYLE = re.compile(r"<style\b.*?</style>|<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
SHEET = """
body {{ color: {text}; }}
h1 {{ font-size: x-large; font-weight: 600; margin-top: 4px; margin-bottom: 8px; }}
h2 {{ font-size: large; font-weight: 600; margin-top: 14px; margin-bottom: 6px; }}
h3 {{ font-size: medium; font-weight: 600; margin-top: 10px; margin-bottom: 4px; }}
p, li, dd {{ margin-top: 2px; margin-bottom: 6px; }}
a {{ color: {link}; }}
th {{ text-align: left; font-weight: 600; background-color: {sunken}; padding: 4px; }}
td {{ padding: 4px; }}
table {{ border-collapse: collapse; border: 1px solid {line}; }}
"""


class TextView(QTextBrowser):
    """Shown by `show_page`; the keys of the caret go through it, as NVDA does."""

    def __init__(self) -> None:
        super().__init__()
        theme = current()
        self.setAccessibleName("Texte du papier")
        self.setAccessibleDescription("Le même papier, en texte\u00a0: les flèches le lisent ligne à ligne.")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setFont(theme.font("body"))
        self.document().setDocumentMargin(theme.px(10))
        self.document().setDefaultStyleSheet(SHEET.format(
            text=theme.hex("text.default"), link=theme.hex("link"), sunken=theme.hex("bg.sunken"),
            line=theme.hex("border.subtle"),
        ))  # fmt: skip

    def show_page(self, page: str) -> None:
        """Show a page written in HTML; the caret is at its beginning."""
        self.setHtml(_STYLE.sub("", page))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Qt's hook: a picture is told by its words; no file of the machine is ever opened."""
        return None

    def find_next(self, words: str, step: int = 1) -> bool:
        """Choose the next words, or those before, whatever their case and accents; False when there are none."""
        wanted, text = fold(words).strip(), self.toPlainText()
        letters = [(letter, place) for place, sign in enumerate(text) for letter in fold(sign)]
        said = "".join(letter if not letter.isspace() else " " for letter, _ in letters)
        if not wanted or wanted not in said:
            return False
        cursor = self.textCursor()
        if step > 0:
            after = next((n for n, (_, place) in enumerate(letters) if place >= cursor.selectionEnd()), len(letters))
            at = said.find(wanted, after)
            at = at if at >= 0 else said.find(wanted)
        else:
            before = sum(place < cursor.selectionStart() for _, place in letters)
            at = said.rfind(wanted, 0, before)
            at = at if at >= 0 else said.rfind(wanted)
        cursor.setPosition(letters[at][1])
        cursor.setPosition(letters[at + len(wanted) - 1][1] + 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True
