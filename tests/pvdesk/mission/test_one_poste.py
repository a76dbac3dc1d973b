"""One poste alone, whatever the mail does to its lots: no clash with itself, and the mission ends equal to it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.models.echange import Rebut
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.listing import Envoi
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair, Template, a_pair

PLACES = ("Mairie", "Gymnase", "Salle des fêtes", None)
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from(PLACES[:3])),
    st.tuples(st.just("edit_line"), st.integers(0, 2), st.sampled_from(PLACES)),
    st.tuples(st.sampled_from(["add", "drop", "back", "finish", "reopen", "delete", "restore"]), st.integers(0, 2)),
    st.tuples(st.sampled_from(["create", "send", "answer", "wait"]), st.just(0)),
    st.tuples(st.sampled_from(["take", "receive"]), st.integers(0, 5)),
)

Steps = list[tuple[str, int] | tuple[str, int, str | None]]


class Story:
    """What one person and an unreliable mail do."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.conseil, self.members = x.conseil(pair.poste)
        self.meetings: list[str] = []
        self.sent: list[Path] = []
        self.answers: list[Path] = []
        self.removed: dict[str, list[LineDraft]] = {}

    def play(self, step: tuple[str, int] | tuple[str, int, str | None]) -> None:
        name, which = step[0], step[1]
        if name in {"create", "send", "answer", "wait", "take", "receive"}:
            self._mail(name, which)
        elif self.meetings:
            self._type(name, self.meetings[which % len(self.meetings)], step[2] if len(step) == 3 else None)

    def _mail(self, name: str, which: int) -> None:
        pair = self.pair
        if name == "create" and len(self.meetings) < 3:
            self.meetings.append(x.reunion(pair.poste, self.conseil, self.members))
        elif name == "send":
            self.sent.append(pair.send())
        elif name == "wait":
            pair.clock.pass_()
        elif name == "take" and self.sent:
            pair.take(self.sent[which % len(self.sent)])
        elif name == "answer" and x.enrolled(pair.mission):
            self.answers.append(pair.answer())
        elif name == "receive" and self.answers:
            pair.receive(self.answers[which % len(self.answers)])

    def _type(self, name: str, uid: str, value: str | None) -> None:
        poste = self.pair.poste
        points = self.pair.at_poste(uid).lines["points"]
        if name == "edit":
            x.edit(poste, uid, lieu=value)
        elif name == "edit_line" and points:
            x.edit_line(poste, uid, "points", points[0].uid, echanges=value)
        elif name == "add":
            x.add_line(poste, uid, "points", titre="Ajouté")
        elif name == "drop" and points:
            x.drop_line(poste, uid, "points", points[-1].uid)
            self.removed.setdefault(uid, []).append(points[-1])
        elif name == "back" and self.removed.get(uid):
            x.put_back(poste, uid, "points", self.removed[uid].pop())
        elif name in {"finish", "reopen", "delete", "restore"}:
            x.act(poste, getattr(records, name), uid)


def told(examples: int) -> settings:
    """That many stories, not shrunk: a failing list of steps is short enough to be read."""
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )  # fmt: skip


def hold(template: Template, steps: Steps) -> None:
    """Play a story, deliver what was sent, compare."""
    with TemporaryDirectory() as folder, a_pair(template, Path(folder)) as pair:
        story = Story(pair)
        for step in [("create", 0), *steps]:
            story.play(step)
        last = pair.send()
        for path in [last, *story.sent, last]:
            pair.take(path)
        expected = x.records_of(pair.poste, final_only=True)
        mission = x.records_of(pair.mission)
        home = {uid for uid, row in expected.get("reunion", {}).items() if row["supprime_le"] is not None}
        home -= mission.get("reunion", {}).keys()  # deleted before it was ever sent
        for table, rows in expected.items():
            due = {uid: row for uid, row in rows.items() if not {uid, row.get("reunion_uid")} & home}
            assert {uid: mission.get(table, {}).get(uid) for uid in due} == due
        with pair.mission.reading() as unit:
            assert unit.session.query(Rebut).count() == 0
        pair.receive(pair.answer())
        states = {uid: pair.envoi(uid).envoi for uid in expected.get("reunion", {}) if uid not in home}
        assert set(states.values()) <= {Envoi.RECUE}


@told(8)
@given(steps=st.lists(STEPS, min_size=5, max_size=30))
def test_one_poste_never_clashes_with_itself_and_the_mission_ends_equal_to_it(template: Template, steps: Steps) -> None:
    hold(template, steps)


@pytest.mark.slow
@told(200)
@given(steps=st.lists(STEPS, min_size=5, max_size=30))
def test_two_hundred_stories_of_one_poste_end_the_same(template: Template, steps: Steps) -> None:
    hold(template, steps)
