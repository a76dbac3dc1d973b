"""A record from which a paper cannot be made yet: what misses, said to the person."""


class Unprintable(ValueError):  # noqa: N818 - said as in « fiche non imprimable »
    """Nothing was printed.

    Attributes:
        happened: what misses, one sentence.
        remedy: what to do, one sentence.
    """

    safe = "Rien n’a été imprimé."

    def __init__(self, happened: str, remedy: str) -> None:
        super().__init__(f"{happened} {self.safe} {remedy}")
        self.happened, self.remedy = happened, remedy

    @property
    def phrase(self) -> str:
        """The three sentences."""
        return str(self)
