"""Why a file did not go in, or a work was refused, as it is told: three sentences and a code."""

from __future__ import annotations

from db.errors import Faute
from pvdesk.bundle.refus import SENTENCES, Refus
from pvdesk.store.impossible import Impossible
from ui.kit.messages import Messages, Trouble
from ui.kit.tasks import Cancelled

Failure = Refus | Faute | OSError | Impossible


def code_of(error: Failure) -> str:
    """« Q4 », or nothing for what is not a verdict on a lot."""
    return error.code.value if isinstance(error, Refus) else ""


def trouble_of(error: Failure) -> Trouble:
    """What happened, what is safe, what to do."""
    if isinstance(error, Refus):
        happened, safe, remedy = SENTENCES[error.code]
        precision = error.phrase.removeprefix(happened).removesuffix(f"{safe} {remedy}").strip()
        return Trouble(" ".join(part for part in (happened, precision) if part), safe, remedy, str(error))
    if isinstance(error, Impossible):
        happened, safe, *todo = [*error.phrase.split("\n"), ""]
        return Trouble(happened, safe, " ".join(todo).strip())
    if isinstance(error, Faute):
        return Trouble(error.happened, error.safe, error.remedy, error.detail)
    return Trouble(
        "Ce fichier ne peut pas être lu.", "Rien n’a été enregistré.",
        "Copiez-le sur cet ordinateur, puis intégrez-le à nouveau.", str(error.strerror),
    )  # fmt: skip


def tell(messages: Messages, error: Exception) -> None:
    """Say why a work was refused; an interruption says nothing, a fault of ours goes to the last resort."""
    if isinstance(error, Refus | Faute | OSError | Impossible):
        messages.error(trouble_of(error))
    elif not isinstance(error, Cancelled):
        raise error
