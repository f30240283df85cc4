"""Whatever is done to a policy file, it loads or is refused with a line: never anything else."""

import re
from copy import deepcopy

import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.framework_file import FrameworkUnreadable, read_framework
from tests.policies.files import text_of

SMALL = text_of("demo")
WRITTEN = yaml.safe_load(SMALL)
LINES = SMALL.splitlines(keepends=True)
VALUES = some.one_of(
    some.none(),
    some.integers(),
    some.booleans(),
    some.floats(),
    some.dates(),
    some.text(max_size=20),
    some.sampled_from(["5wd", "0s", "team_manager", "good", "judged", "09:00"]),
    some.lists(some.text(max_size=5), max_size=3),
    some.dictionaries(some.text(max_size=5), some.integers(), max_size=3),
)


def reads_or_refuses(text: str) -> None:
    try:
        read_framework(text, "policies/x.yaml")
    except FrameworkUnreadable as refused:
        assert re.match(r"policies/x\.yaml line [1-9][0-9]*: .+\.\Z", str(refused), re.DOTALL)  # noqa: PT017 - both are right
        assert refused.line <= max(1, len(re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)))  # noqa: PT017 - as above


@settings(max_examples=80, deadline=None)
@given(some.data())
def test_any_value_may_be_gone_or_another(data: some.DataObject) -> None:
    values = deepcopy(WRITTEN)
    at = values
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(some.sampled_from(keys))
        if not (isinstance(at[key], dict | list) and at[key] and data.draw(some.booleans())):
            break
        at = at[key]

    if data.draw(some.booleans()):
        del at[key]
    else:
        at[key] = data.draw(VALUES)

    reads_or_refuses(yaml.dump(values, Dumper=yaml.CSafeDumper, sort_keys=False))


@settings(max_examples=80, deadline=None)
@given(some.integers(0, len(LINES) - 1), some.text(max_size=12), some.booleans())
def test_any_line_may_be_spoilt(number: int, noise: str, is_gone: bool) -> None:  # noqa: FBT001 - drawn, not passed
    spoilt = [] if is_gone else [LINES[number].rstrip("\n") + noise + "\n"]

    reads_or_refuses("".join([*LINES[:number], *spoilt, *LINES[number + 1 :]]))


@settings(max_examples=150, deadline=None)
@given(some.text(alphabet=some.characters() | some.sampled_from(list("&*!%[]{}:-?|>'\"# \n")), max_size=60))
def test_any_text_at_all_is_refused(text: str) -> None:
    reads_or_refuses(text)
