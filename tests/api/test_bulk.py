"""Many commands from a file: each row is a command or a sentence, each is given once, an audit's in their order."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

import starter
from api.command_line.bulk_desk import BulkDesk, Given
from api.command_line.bulk_giving import Stopped, give_all
from api.command_line.bulk_rows import Terms, Unread, Wanted, read_commands
from api.errors import BadInput, DoorError, NotKnown, NotReachable, Refused
from api.orders import Order
from domain.values import AuditId
from tests.api.sheets.books import a_book
from tests.api.terminal import Terminal, write_lines
from workflows.messages import Receipt

TERMS = Terms("march", None, needs_by=True)
COLUMNS = "audit,command,action,by,due,reason,met,standard,evidence"
DIGEST = f"sha256:{'a' * 64}"


def a_file(folder: Path, *rows: str, columns: str = COLUMNS) -> Path:
    path = folder / "commands.csv"
    path.write_text("\n".join((columns, *rows)), "utf-8")
    return path


def orders(path: Path, terms: Terms = TERMS) -> list[Order]:
    return [one.order for one in read_commands(path, terms) if isinstance(one, Wanted)]


class Desk(BulkDesk):
    """Remembers what was given, refuses what it is told to, and hands in one thing at a time of each audit."""

    def __init__(self, *refuses: str, breaks_at: str = "", by: DoorError | None = None) -> None:
        self._refuses, self._breaks_at = refuses, breaks_at
        self._breaks_by = by or NotReachable("The Temporal server")
        self.given: list[tuple[str, str]] = []
        self._busy: set[str] = set()

    @override
    async def give(self, audit_id: AuditId, order: Order) -> Given:
        assert audit_id not in self._busy, "two commands of one audit at once"
        self._busy.add(audit_id)
        await asyncio.sleep(0)
        self._busy.remove(audit_id)
        if order.kind in self._refuses:
            raise Refused("NotOpen", "It is not open: see its story.")
        if audit_id == self._breaks_at:
            raise self._breaks_by
        was_given = (audit_id, order.command_id) in self.given
        self.given.append((audit_id, order.command_id))
        return Given(Receipt(command_id=order.command_id, first=5, last=6), was_given)


async def give(desk: Desk, path: Path) -> Stopped:
    return await give_all(desk, list(read_commands(path, TERMS)), lambda _, __: None)


def test_a_row_is_a_command_with_its_options_as_their_types(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "n-1,ask-extension,a-1,pat,30/11/2026,Court is later.,,,",
        "n-1,judge,,quinn,,,no,plan_is_smart,",
        f"n-1,claim,a-1,pat,,,,,Plan={DIGEST}; Letter={DIGEST}",
    )

    asked, judged, claimed = orders(path)

    assert (asked.kind, asked.by, asked.fields["due"]) == ("ask_extension", "pat", date(2026, 11, 30))
    assert judged.fields == {"standard": "plan_is_smart", "is_met": False}
    assert [one["reference"] for one in claimed.fields["evidence"]] == ["Plan", "Letter"]


def test_workbooks_and_json_lines_say_the_same_as_csv(tmp_path: Path) -> None:
    csv = a_file(tmp_path, "n-1,judge,,quinn,,,yes,plan_is_smart,", "n-1,accept,a-1,pat,,,,,")
    rows = (["n-1", "judge", None, "quinn", True, "plan_is_smart"], ["n-1", "accept", "a-1", "pat"])
    book = a_book(tmp_path / "c.xlsx", ("Audit", "Command", "Action", "By", "Met", "Standard"), *rows)
    lines = write_lines(
        tmp_path / "c.jsonl",
        {"audit": "n-1", "command": "judge", "by": "quinn", "met": True, "standard": "plan_is_smart"},
        {"audit": "n-1", "command": "accept", "action": "a-1", "by": "pat"},
    )

    assert orders(csv) == orders(book) == orders(lines)


def test_a_command_id_comes_from_the_key_and_the_row_wherever_it_stands(tmp_path: Path) -> None:
    one, two = "n-1,accept,a-1,pat,,,,,", "n-1,start,a-1,pat,,,,,"
    first, second = (order.command_id for order in orders(a_file(tmp_path, one, two)))
    turned = [order.command_id for order in orders(a_file(tmp_path, "", two, one, one))]
    other = [order.command_id for order in orders(a_file(tmp_path, one), TERMS._replace(key="april"))]

    assert turned[:2] == [second, first]
    assert len({*turned, *other}) == 4


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("n-1,clam,a-1,pat,,,,,", "act clam: there is no such command: write claim."),
        ("n-1,accept,,pat,,,,,", "act accept: it needs an ACTION: give it."),
        ("n-1,accept,a-1,pat,,,yes,,", "act accept: --met or --unmet means nothing to it: leave it out."),
        ("n-1,accept,a-1,,,,,,", "nobody gives it: write who in a column by, or give --by."),
        (",accept,a-1,pat,,,,,", "it has no audit: write one."),
        ("n-1,,a-1,pat,,,,,", "it has no command: write one."),
        ("n-1,judge,,quinn,,,perhaps,plan_is_smart,", "met: 'perhaps' is neither yes nor no: write one."),
        ("n-1,ask-extension,a-1,pat,soon,Why.,,,", "due: 'soon' is not a date: write one as 2026-11-30."),
        ("n-1,claim,a-1,pat,,,,,nothing.pdf", "evidence: there is no such file to read: name one, or give REF="),
        ("n-1,cancel,a-1,hal,," + "x" * 10_001 + ",,,", "reason: it is too long: write at most 10,000 characters."),
        ("n-1,accept,a b,pat,,,,,", "accept action_id: String should match pattern"),
        ("n-1,accept,a-1,pat,,,,,,,,more", "it has more cells than there are columns"),
    ],
)
def test_a_row_that_is_no_command_is_one_sentence(tmp_path: Path, row: str, sentence: str) -> None:
    path = a_file(tmp_path, "n-1,accept,a-2,pat,,,,,", row)

    good, bad = read_commands(path, TERMS)

    assert isinstance(good, Wanted)
    assert isinstance(bad, Unread)
    assert (str(bad.place), bad.sentence[: len(sentence)]) == ("commands.csv row 3", sentence)


def test_a_line_of_json_that_is_no_command_is_one_sentence(tmp_path: Path) -> None:
    said = {"audit": "n-1", "command": "cancel", "action": "a-1", "by": "hal"}
    lines = ("{", "[1]", {**said, "nope": 1}, {**said, "reason": "No\0need."}, {**said, "reason": "No need."})

    found = list(read_commands(write_lines(tmp_path / "c.jsonl", *lines), TERMS))

    assert [one.sentence for one in found if isinstance(one, Unread)] == [
        "this is no JSON object: write one { } on the line.",
        "this is no JSON object: write one { } on the line.",
        "column 'nope' means nothing here: write note.",
        "reason: it holds a character that no text has: remove it.",
    ]
    assert [one.place.line for one in found] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ("audit,command,onwer", "column 'onwer' means nothing here: write owner."),
        ("audit,command,to person,To_Person", "2 columns are to-person: keep one of them."),
        ("audit,action", "it has no column command: name one so in its first row."),
    ],
)
def test_a_file_whose_columns_mean_nothing_is_refused_as_a_whole(tmp_path: Path, columns: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        list(read_commands(a_file(tmp_path, "n-1,accept", columns=columns), TERMS))
    assert refused.value.sentence == sentence


async def test_every_row_has_a_result_and_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "n-1,accept,a-1,pat,,,,,",
        "n-1,verify,a-1,quinn,,,,,",
        "n-2,accept,a-1,pat,,,,,",
        "n-2,clam,a-1,pat,,,,,",
        "n-1,start,a-1,pat,,,,,",
    )
    desk = Desk("verify")

    first = await give(desk, path)
    again = await give(desk, path)

    assert [one.outcome for one in first.results] == ["done", "refused", "done", "cannot be read", "done"]
    assert first.results[1].because == "It is not open: see its story."
    assert [one.outcome for one in again.results] == [
        "already done",
        "refused",
        "already done",
        "cannot be read",
        "already done",
    ]


async def test_what_is_no_rows_own_fault_stops_the_rest_and_says_what_was_not_tried(tmp_path: Path) -> None:
    path = a_file(tmp_path, *(f"n-{number},accept,a-1,pat,,,,," for number in range(40)))

    stopped = await give(Desk(breaks_at="n-7"), path)

    outcomes = [one.outcome for one in stopped.results]
    assert isinstance(stopped.error, NotReachable)
    assert outcomes[0] == "done"
    assert outcomes[7] == outcomes[-1] == "not tried"


async def test_a_row_whose_answer_was_lost_is_not_known_and_the_rest_is_not_tried(tmp_path: Path) -> None:
    path = a_file(tmp_path, *["n-1,accept,a-1,pat,,,,,"] * 3)

    stopped = await give(Desk(breaks_at="n-1", by=NotKnown("c-1")), path)

    assert isinstance(stopped.error, NotKnown)
    assert [one.outcome for one in stopped.results] == ["not known", "not tried", "not tried"]
    assert stopped.results[0].because == "Its answer was lost: give the file again, and it happens once at most."


def test_a_dry_run_lists_what_is_wrong_and_asks_no_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path / "var"))
    path, out = a_file(tmp_path, "n-1,accept,a-1,pat,,,,,", "n-1,clam,a-1,pat,,,,,"), tmp_path / "out.jsonl"
    terminal = Terminal(starter.app, capsys)

    said = terminal.type("bulk", path, "--dry-run", "--out", out)
    read = json.loads(terminal.type("bulk", path, "--dry-run", "--json", "--key", "march").out)
    unwritable = terminal.type("bulk", path, "--dry-run", "--out", tmp_path)

    written: list[dict[str, Any]] = [json.loads(line) for line in out.read_text().splitlines()]
    assert (said.status, said.err) == (2, "1 of 2 rows cannot be read: correct them.\n")
    assert [(one["row"], one["outcome"]) for one in written] == [(2, "can be given"), (3, "cannot be read")]
    assert read["counts"] == {"can be given": 1, "cannot be read": 1}
    assert read["key"] == "march"
    assert "it cannot be written" in unwritable.err
