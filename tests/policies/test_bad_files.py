"""A policy that cannot be used gets one sentence: file, line, and what to put right."""

import re

import pytest

from domain.framework_file import FrameworkUnreadable, read_framework
from tests.policies.files import text_of

DEMO = text_of("demo")
NESTED = "a: " + "[" * 500 + "]" * 500
BOMB = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a]" for n in range(40))

# What is changed in policies/demo.yaml, what it becomes, the text of the line to point at, and the sentence.
CHANGES = [
    ("{after: 19s, role: director}", "{after: 19s, role: team_manager}", "after: 19s, role: team_manager",
     "ladders.action: the ladder comes back to team_manager, so it loops: name each role once."),
    ("{after: 9s, role: head_of_service}", "{after: 3s, role: head_of_service}", "after: 3s, role: head_of_service",
     "ladders.action: the ladder does not climb: each step must come later than the one before."),
    ("{after: 9s, role: head_of_service}", "{after: 9wd, role: head_of_service}", "  action:",
     "ladders.action: the ladder mixes units: count all its steps in wd, or all in cd, or all in h, m and s."),
    ("    every: 10s", "    every: 0s", "every: 0s",
     "ladders.action: the last step repeats every so often, and 0 is never: give `every` at least 1."),
    ("{after: 9s, role: head_of_service}", "{after: 9s, role: head_of_servise}", "head_of_servise",
     "role head_of_servise is neither in line nor in roles: add it there."),
    ("  recording: chronology_current", "  recording: chronology", "  recording: chronology",
     "standard chronology is named but not defined: add it, or name another."),
    ("  - id: safety_plan", "  - id: risk_analysed", "  - id: risk_analysed\n    title: There is",
     "standard risk_analysed is defined twice: keep one, or give the other an id of its own."),
    ("good_enough: good", "good_enough: fine", "good_enough: fine",
     "grade fine is not one of grades: add it there, or name another."),
    ("rest: 1s", "rest: 1 second", "rest: 1 second",
     "rest: '1 second' is not a duration: write 5wd, 14cd, 24h, 10m or 20s."),
    ('hour: "09:00"', "hour: 9", "hour: 9", "hour: 9 is not a time of day: write it as 09:00."),
    ("cycles: 3", "cycles: three", "cycles: three", "cycles: 'three' is not a whole number: write one such as 3."),
    ("cycles: 3", "cycles: 0", "cycles: 0", "cycles: 0 is too small: give 1 or more."),
    ("reminders: [6s, 2s]", "reminders: 6s", "reminders: 6s",
     "reminders: '6s' is not a list: write [one, two], or one on each line after a -."),
    ("spread: 0s", "sprad: 0s", "sprad: 0s", "sprad: this key is not known here: write spread."),
    ("spread: 0s\n", "", "#", "spread: it is missing: add it."),
    ("rest: 1s", "rest: 1s\nrest: 2s", "rest: 2s", "rest is already there at line 36: keep one of them."),
    ("rest: 1s", "rest: *one", "rest: *one", "*one repeats another part of the file: write it out in full."),
    ("rest: 1s", "rest: &me [*me]", "rest: &me [*me]", "*me repeats another part of the file: write it out in full."),
    ("rest: 1s", "rest: !!python/name:os.system", "rest: !!python",
     "tag:yaml.org,2002:python/name:os.system asks for a value of its own kind: write a plain value."),
    ("rest: 1s", "rest: [1s", "acknowledgement:", "this is not YAML: expected ',' or ']', but got ':'."),
    ("rest: 1s", "rest: 1s\0", "rest: 1s", "this is not YAML: it holds a character that no text has."),
    ("    check: judged", "    check: guessed", "    check: guessed",
     "standards.practice_overall.check: 'guessed' is not known here: write 'judged' or 'measured'."),
    ("    check: judged", "    check: measured", "    check: measured\n    area: overall",
     "standards.practice_overall: a measured standard must say what is enough: add enough with a rate."),
    ("extended_to: 40s", "extended_to: 20s", "extended_to: 20s",
     "complaint: extending gives more time: make it longer than `within`, in the same unit."),
    ("complaint: {within: 20s", "complaint: {within: 0s", "complaint:",
     "complaint: 0 is no time at all: give `within` at least 1."),
    ("extend: head_of_service", "extend: head_of_servise", "head_of_servise",
     "role head_of_servise is neither in line nor in roles: add it there."),
    ("rate: 90", "rate: 190", "rate: 190",
     "standards.assessment_45_days.enough.rate: 190 is too large: give 100 or less."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "pointed_at", "sentence"), CHANGES)
def test_one_slip_is_named_with_its_line(before: str, after: str, pointed_at: str, sentence: str) -> None:
    text = DEMO.replace(before, after, 1)
    line = text.count("\n", 0, text.index(pointed_at)) + 1

    with pytest.raises(FrameworkUnreadable) as refused:
        read_framework(text, "policies/demo.yaml")

    assert str(refused.value) == f"policies/demo.yaml line {line}: {sentence}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "x line 1: the file is empty: begin with framework, version and title."),
        ("# nothing\n", "x line 1: the file is empty: begin with framework, version and title."),
        ("\n- a\n", "x line 2: the file must be keys with values: begin with framework, version and title."),
        ("{[a]: b}", "x line 1: a key must be one plain word: write it without brackets."),
        (
            "a: 1\n---\nb: 2\n",
            "x line 2: this is not YAML: expected a single document in the stream, but found another document.",
        ),
        ("a: " + "9" * 5000, "x line 1: a: this key is not known here: remove it."),
        (NESTED, "x line 1: the file is nested more than 20 deep: no policy needs that."),
        (BOMB, "x line 2: *a repeats another part of the file: write it out in full."),
        ("a: b\n" * 1_000_000, "x line 1: the file has more than 200,000 characters: no policy is that long."),
    ],
)
def test_what_is_no_policy_at_all_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(FrameworkUnreadable, match=f"^{re.escape(sentence)}$"):
        read_framework(text, "x")


def test_five_million_letters_are_refused_for_their_number_before_they_are_read() -> None:
    with pytest.raises(FrameworkUnreadable, match="more than 200,000 characters"):
        read_framework("x" * 5_000_000, "x")
