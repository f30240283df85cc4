"""Mapping files: each slip is one sentence with its line."""

from pathlib import Path
from typing import Any

import pytest

from api.errors import BadInput
from api.tracker.mapping import read_mapping
from samples.trackers import cast_of, lines, write
from tests.api.council import POLICIES
from tests.api.tracker.trackers import MAPPING, a_row, read

SAMPLES = POLICIES.parent / "samples"


def changed(part: str, **changes: Any) -> dict[str, Any]:
    return {**MAPPING, part: {**MAPPING[part], **changes}}


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (changed("audit", id="Reference"), "there is no column 'Reference', which the mapping names for audit.id"),
        (changed("action", status="State"), "there is no column 'State', which the mapping names for action.status"),
        (changed("action", status={"always": "shut"}), "action.status: shut is no status: write one of open, started,"),
        (changed("action", verified_by=None), "action.verified_by: verified actions need it: say where it is."),
        (changed("action", done_on=None), "action.done_on: claimed actions need it: say where it is."),
        (changed("audit", team={"column": "Team", "always": "north"}), "audit.team: say where it comes from: one of"),
        ({**MAPPING, "framework": "nowhere"}, "There is no framework nowhere: write one of"),
        ({**MAPPING, "dates": ["%d/%Q"]}, "dates.0: no day can be read by '%d/%Q': write it such as %d/%m/%Y."),
        ({**MAPPING, "finished_audits": "perhaps"}, "finished_audits: 'perhaps' is not known here: write"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_one_sentence(tmp_path: Path, mapping: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, a_row(), mapping=mapping)
    assert refused.value.sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("framework: demo\naudits: {}\n", " line 2: audits: this field is not known: write audit."),
        ("framework: demo\naudit:\n  idd: Ref\n", " line 3: audit.idd: this field is not known: write id."),
        ("framework: demo\naudit: [\n", " line 3: this is not YAML"),
        ("framework: demo\naudit: {id: Ref}\n", " line 2: audit.date: it is missing: add it."),
        ("header_row: 0\n", " line 1: "),
        ("", " line 1: the file is empty: begin with framework, audit and action."),
    ],
)
def test_a_slip_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text)

    with pytest.raises(BadInput) as refused:
        read_mapping(path)
    assert str(refused.value).startswith(f"{path}{said}")


def test_the_sample_tracker_is_as_its_script_writes_it(tmp_path: Path) -> None:
    from api.people_files import read_people
    from domain.directory import Directory

    people = Directory(people={one.person: one for one in read_people(SAMPLES / "people.jsonl").values()})
    write(tmp_path / "tracker.csv", lines(40, 12, cast_of(people), broken=0.05))

    assert (tmp_path / "tracker.csv").read_text() == (SAMPLES / "tracker.csv").read_text()
    assert read_mapping(SAMPLES / "tracker.yaml").framework == "childrens_social_care"
