"""What was entered wrongly is put right, and an ended audit reopened, beside the engine and from afar alike."""

import pytest

from tests.api.http.far import Far

SLIP = ("--reason", "A slip of the pen.")
TITLE = "Rewrite the plan with the family so that each step has a person, a date and a sign of change"


@pytest.mark.parametrize(
    ("kind", "words", "both"),
    [
        (
            "finding",
            ("--finding", "f-1", "--text", "There were dates in it."),
            [("finding", "“There were dates in it”", "“No dates in the plan”")],
        ),
        (
            "action",
            ("a-1", "--title", "Write dates into the plan."),
            [("action", "“Write dates into the plan”", TITLE)],
        ),
        ("subject", ("--subject", "case-right"), [("subject", "case-right", "record-17")]),
        (
            "grades",
            ("--overall", "good", "--grade", "planning=good"),
            [("grades", "good", "requires improvement"), ("grades", "planning good", "inadequate")],
        ),
    ],
    ids=["finding", "action", "subject", "grades"],
)
async def test_one_thing_is_put_right_and_both_versions_are_shown(
    far: Far, audit_id: str, kind: str, words: tuple[str, ...], both: list[tuple[str, str, str]]
) -> None:
    await far.house.start(audit_id)
    far.sign_in("hal")

    said = await far.type("act", audit_id, "amend", *words, *SLIP, "--command-id", "one")
    again = await far.type("act", audit_id, "amend", *words, *SLIP, "--command-id", "one")
    otherwise = await far.type("act", audit_id, "amend", *words, *SLIP, "--command-id", "two")
    story, shown = await far.type("history", audit_id), await far.answer("show", audit_id)

    assert (said.status, said.err) == (0, "")
    assert again.out == said.out
    assert "It stands so already" in otherwise.err
    assert [(one["what"], one["now"], one["before"]) for one in shown["corrections"]] == both
    beside = (await far.beside("show", audit_id)).out.partition("Corrections")[2]
    assert all(now in beside and before in beside for _, now, before in both)
    assert f"put right {'the ' if kind in ('subject', 'grades') else ''}{kind}" in story.out
    assert "(before " in story.out


async def test_the_words_that_the_framework_gave_an_action_put_nothing_right(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)

    said = await far.beside("act", audit_id, "amend", "a-1", "--title", TITLE, *SLIP, "--by", "hal")

    assert "It stands so already" in said.err


async def test_a_withdrawn_audit_is_reopened_from_afar(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)
    far.sign_in("dee")
    await far.type("act", audit_id, "withdraw", *SLIP)

    said = await far.type("act", audit_id, "reopen", *SLIP, "--command-id", "one")
    again = await far.type("act", audit_id, "reopen", *SLIP, "--command-id", "one")
    twice = await far.type("act", audit_id, "reopen", *SLIP, "--command-id", "two")

    assert (said.status, said.err) == (0, "")
    assert again.out == said.out
    assert "only one that is closed or withdrawn can be reopened" in twice.err
    assert (await far.answer("show", audit_id))["status"] == "acting"


async def test_a_grade_that_is_not_area_and_grade_is_refused_in_a_sentence(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)

    said = await far.beside("act", audit_id, "amend", "--grade", "good", *SLIP, "--by", "hal")

    assert "--grade good is not AREA=GRADE: write it so." in said.err
