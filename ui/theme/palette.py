"""QPalette drawn from the tokens: what Fusion needs to paint by itself whatever no style sheet touches."""

from PySide6.QtGui import QPalette

from ui.theme.theme import Theme

ROLES = {
    QPalette.ColorRole.Window: "bg.app",
    QPalette.ColorRole.WindowText: "text.default",
    QPalette.ColorRole.Base: "bg.surface",
    QPalette.ColorRole.AlternateBase: "bg.sunken",
    QPalette.ColorRole.Text: "text.default",
    QPalette.ColorRole.Button: "bg.surface",
    QPalette.ColorRole.ButtonText: "text.default",
    QPalette.ColorRole.Highlight: "bg.selected",
    QPalette.ColorRole.HighlightedText: "on.selected",
    QPalette.ColorRole.PlaceholderText: "text.muted",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "text.default",
    QPalette.ColorRole.ToolTipText: "bg.surface",
    QPalette.ColorRole.Light: "bg.surface",
    QPalette.ColorRole.Midlight: "bg.sunken",
    QPalette.ColorRole.Mid: "border.subtle",
    QPalette.ColorRole.Dark: "border.control",
    QPalette.ColorRole.Shadow: "border.strong",
    QPalette.ColorRole.Accent: "primary",
    QPalette.ColorRole.BrightText: "error",
}
DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette(theme: Theme) -> QPalette:
    """The application palette of a theme."""
    made = QPalette()
    for role, token in ROLES.items():
        made.setColor(role, theme.color(token))
    for role in DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("text.disabled"))
    return made
