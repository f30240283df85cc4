"""Each kind of event has its sentence, and the sentence reads as people speak."""

from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from domain import events as e
from domain.commands import Evidence
from domain.rules import Rules
from domain.story import ERASED, sentence
from domain.values import Key, TextRef
from tests.domain.told import TOLD

MORNING = datetime(2026, 11, 3, 9, tzinfo=UTC)
FRIDAY_ENDS = datetime(2026, 11, 7, tzinfo=UTC)
NOTE = TextRef(id="t-1", digest="d")
PEOPLE = {"p-1": "Maya Brook", "p-2": "Tom Ash", "p-3": "Ines Holt"}
HEAD: dict[str, Any] = {"seq": 1, "at": MORNING, "by": "p-1"}


def told(event: e.AnyEvent, words: str = "the plan was missing") -> str:
    return sentence(event, lambda person: PEOPLE[person], lambda _: words)


def opened(**fields: Any) -> e.ActionOpened:
    given: dict[str, Any] = {"title": "Rewrite the plan", "outcome": "The family knows", "due_at": FRIDAY_ENDS}
    return e.ActionOpened(**HEAD, action_id="a-1", standard="plan_is_smart", owner="p-2", **given | fields)


def started() -> e.AuditStarted:
    fields: dict[str, Any] = {"audit_kind": "case_file", "subject": "child-17", "team": "north", "auditor": "p-1"}
    nothing: dict[str, Any] = {}
    more: dict[str, Any] = {"audit_id": "x-1", "overall": "requires_improvement", "re_audit_of": None}
    return e.AuditStarted.model_construct(**HEAD, **fields, **more, rules=Rules.model_construct(**nothing))


def replanned() -> e.AuditReplanned:
    nothing: dict[str, Any] = {}
    more: dict[str, Any] = {"version": 2, "before": 1, "reason": NOTE}
    return e.AuditReplanned.model_construct(**HEAD, **more, rules=Rules.model_construct(**nothing))


ACT: dict[str, Any] = {**HEAD, "action_id": "a-1"}
LATE: dict[str, Any] = {"owner": "p-2", "due_at": FRIDAY_ENDS}
PROOF = (Evidence(reference=NOTE, digest="sha256:" + "a" * 64),)
SAMPLES: list[tuple[e.AnyEvent, str]] = [
    (started(), "Maya Brook started the case file audit of child-17, graded requires improvement overall"),
    (
        e.FindingNoted(**HEAD, finding_id="f-1", standard="plan_is_smart", is_met=False, text=NOTE),
        "Finding f-1 was noted about the standard ‘plan is smart’ (not met): “the plan was missing”.",
    ),
    (
        e.StandardFound(**HEAD, standard="plan_is_smart", is_met=True),
        "The audit found that the standard ‘plan is smart’ was met.",
    ),
    (e.FindingLeft(**HEAD, finding_id="f-2", because="met"), "Finding f-2 got no action of its own: it was met."),
    (opened(), "Rewrite the plan, due by the end of Friday 6 November 2026. Expected outcome: The family knows."),
    (e.ActionAccepted(**ACT), "Maya Brook accepted action a-1."),
    (e.ActionBegun(**ACT), "Maya Brook started action a-1."),
    (
        e.ActionReassigned(**ACT, owner="p-2", before="p-3"),
        "moved action a-1 from Ines Holt to Tom Ash; its date stayed the same.",
    ),
    (
        e.ActionClaimed(**ACT, evidence=PROOF, note=NOTE, auditor="p-1"),
        "claimed action a-1 done: “the plan was missing”, shown by “the plan was missing”.",
    ),
    (e.ActionVerified(**ACT, owner="p-2", is_late=True), "verified that action a-1 was done. It was done late."),
    (e.ActionSentBack(**ACT, owner="p-2", reason=NOTE), "sent action a-1 back: “the plan was missing”."),
    (e.ActionCancelled(**ACT, owner="p-2", reason=NOTE), "cancelled action a-1: “the plan was missing”."),
    (
        e.ActionAcknowledged(**ACT, until=MORNING),
        "nobody is chased about it before Tuesday 3 November 2026 at 9:00am.",
    ),
    (
        e.ActionOvertaken(**ACT, owner="p-2", is_late=True),
        "its standard was shown met before it was done. It was late.",
    ),
    (e.ActionCarried(**ACT, **LATE, cycle=2), "carried into cycle 2, due by the end of Friday 6 November 2026."),
    (e.ActionReminded(**ACT, **LATE, number=1), "Tom Ash was reminded that action a-1 was due by the end of Friday"),
    (e.ActionOverdue(**ACT, **LATE), "Action a-1, due by the end of Friday 6 November 2026, became overdue."),
    (
        e.Escalated(**ACT, matter="action", level=3, role="director", line_of="p-2", due_at=MORNING, repeats=2),
        "Action a-1 was overdue: it went to the director again, two rounds in one (level 3).",
    ),
    (
        e.StepUnheard(**HEAD, matter="check", level=2, role="head_of_service"),
        "but nobody held the role of head of service (level 2), so the next step followed at once.",
    ),
    (
        e.CheckingStarted(**HEAD, due_at=FRIDAY_ENDS, auditor="p-1", standards=("plan_is_smart",)),
        "All actions were finished. Still to be shown met by the end of Friday 6 November 2026: ‘plan is smart’.",
    ),
    (e.CheckReminded(**HEAD, due_at=FRIDAY_ENDS, auditor="p-1", number=1), "Maya Brook was reminded that the check"),
    (
        e.CheckOverdue(**HEAD, due_at=FRIDAY_ENDS, auditor="p-1"),
        "The check, due by the end of Friday 6 November 2026, became overdue.",
    ),
    (
        e.StandardJudged(**HEAD, standard="plan_is_smart", is_met=False, source="x-9"),
        "Maya Brook judged the standard ‘plan is smart’ not met in audit x-9.",
    ),
    (
        e.StandardMeasured(
            **HEAD, standard="visits", period_from=date(2026, 10, 1), period_to=date(2026, 10, 31), met=9, total=10
        ),
        "from Thursday 1 October 2026 to Saturday 31 October 2026, 9 of 10 met the standard ‘visits’.",
    ),
    (e.StandardMet(**HEAD, standard="plan_is_smart"), "The standard ‘plan is smart’ was shown met."),
    (e.StandardMet(**HEAD, standard="s", watched_until=FRIDAY_ENDS), "met, and is watched until the end of Friday 6 N"),
    (
        e.WatchingStarted(**HEAD, until=FRIDAY_ENDS, auditor="p-1", standards=("plan_is_smart",)),
        "Until the end of Friday 6 November 2026, when the audit closes, ‘plan is smart’ is watched.",
    ),
    (e.WatchEnded(**HEAD, standard="plan_is_smart"), "‘plan is smart’ held for as long as it was watched."),
    (e.StandardSlipped(**HEAD, standard="plan_is_smart", auditor="p-1"), "it is unmet again."),
    (
        e.ChildsViewHeard(**HEAD, auditor="p-1", given_on=date(2026, 10, 1), way="mind_of_my_own", text=NOTE),
        "what the child said (by mind of my own, on Thursday 1 October 2026): “the plan",
    ),
    (e.CycleStarted(**HEAD, standard="plan_is_smart", cycle=2), "still not met: cycle 2 began."),
    (
        e.AuditHandedOver(**HEAD, role="director", line_of="p-1", because="last_cycle", standard="visits"),
        "handed over to the director, with the standard ‘visits’ still not met.",
    ),
    (
        e.PeopleFoundAgain(
            **ACT, matter="action", level=1, role="team_manager", line_of="p-2", due_at=MORNING, reason=NOTE
        ),
        "Maya Brook had the team manager looked for again for action a-1 (level 1): “the plan was missing”.",
    ),
    (replanned(), "Maya Brook moved the audit from version 1 to version 2 of its rules: “the plan was missing”."),
    (
        e.ActionReplanned(**ACT, **LATE, before=MORNING),
        "Action a-1 is now due by the end of Friday 6 November 2026, no longer by Tuesday 3 November 2026 at 9:00am.",
    ),
    (
        e.CheckReplanned(**HEAD, auditor="p-1", due_at=FRIDAY_ENDS, before=MORNING),
        "The check is now due by the end of Friday 6 November 2026, no longer",
    ),
    (e.AuditClosed(**HEAD, auditor="p-1"), "Every standard was shown met, and the audit was closed."),
    (e.AuditWithdrawn(**HEAD, auditor="p-1", reason=NOTE), "withdrew the audit: “the plan was missing”."),
    *TOLD,
    (e.CaughtUp(**HEAD), "The imported past ended here: from now on people are told of what happens."),
    (e.CaughtUp(**HEAD, begins_anew=True), "of what is late, whoever the first step of its ladder names hears first."),
]


@pytest.mark.parametrize(
    ("event", "expected"), SAMPLES, ids=[f"{n}-{type(event).__name__}" for n, (event, _) in enumerate(SAMPLES)]
)
def test_an_event_is_told_in_plain_words(event: e.AnyEvent, expected: str) -> None:
    text = told(event)

    assert expected in text
    assert text.endswith(".")


def test_no_kind_of_event_is_left_untold() -> None:
    kinds = set(get_args(get_args(e.AnyEvent)[0]))

    told_of = {type(event) for event, _ in SAMPLES}

    assert told_of == kinds


def test_what_the_engine_did_is_not_put_down_to_a_person() -> None:
    event = started().model_copy(update={"by": e.ENGINE})

    assert told(event) == (
        "The engine started the case file audit of child-17, graded requires improvement overall by Maya Brook. "
        "Whose views were sought, and whether the worker took part, was not said."
    )


def test_the_story_says_who_was_told_and_in_which_role() -> None:
    hearer: Key = "p-3"
    event = e.ActionOverdue(**ACT, **LATE, told=e.Told(people=(e.Hearer(person=hearer, role="team_manager"),)))

    assert told(event).endswith("Ines Holt (team manager) was told.")


def test_several_who_were_told_are_one_sentence() -> None:
    people = tuple(e.Hearer(person=person, role="team_manager") for person in ("p-1", "p-2", "p-3"))
    event = e.ActionOverdue(**ACT, **LATE, told=e.Told(people=people))

    assert told(event).endswith(
        "Maya Brook (team manager), Tom Ash (team manager) and Ines Holt (team manager) were told."
    )


@pytest.mark.parametrize(
    ("repeats", "went"),
    [(0, "it went to the director (level 3)."), (1, "it went to the director again (level 3).")],
)
def test_a_step_that_comes_round_is_told_again(repeats: int, went: str) -> None:
    event = e.Escalated(
        **ACT, matter="safety", level=3, role="director", line_of="p-2", due_at=MORNING, repeats=repeats
    )

    assert told(event) == f"The safety concern of action a-1 was not yet answered: {went}"


def test_what_was_never_sent_of_the_past_is_not_told_as_if_it_had_been() -> None:
    step = e.Escalated(**HEAD, matter="check", level=1, role="auditor", line_of="p-1", due_at=MORNING, is_past=True)
    reminder = e.ActionReminded(**ACT, **LATE, number=1, is_past=True)

    assert told(step) == "The check was overdue: it would have gone to the auditor (level 1)."
    assert told(reminder).startswith("Tom Ash would have been reminded that")


def test_of_people_found_again_the_story_says_whether_anybody_was_new() -> None:
    event = e.PeopleFoundAgain(
        **HEAD, matter="check", level=1, role="auditor", line_of="p-1", due_at=MORNING, reason=NOTE, told=e.Told()
    )
    people = (e.Hearer(person="p-3", role="auditor"),)

    assert told(event).endswith("again for the check (level 1): “the plan was missing”. Nobody new was found.")
    assert told(event.model_copy(update={"told": e.Told(people=people)})).endswith("Ines Holt (auditor) was told.")


def test_the_story_says_that_nobody_was_found() -> None:
    event = e.ActionOverdue(**ACT, **LATE, told=e.Told(nobody=True))

    assert told(event).endswith("Nobody was found to tell.")


def test_of_a_told_past_the_story_says_who_would_have_been_told() -> None:
    people = (e.Hearer(person="p-3", role="owner"),)
    event = e.ActionOverdue(**ACT, **LATE, is_past=True, told=e.Told(people=people))

    assert told(event).endswith("Ines Holt (owner) would have been told.")


def test_an_event_noticed_late_says_since_when_it_was_so() -> None:
    event = e.ActionOverdue(**{**ACT, "at": FRIDAY_ENDS, "moment": MORNING}, **LATE)

    assert told(event).endswith("It had been so since Tuesday 3 November 2026 at 9:00am.")


def test_erased_words_are_shown_as_erased() -> None:
    event = e.ActionSentBack(**ACT, owner="p-2", reason=NOTE)

    assert told(event, ERASED) == "Maya Brook sent action a-1 back: “[erased]”."
