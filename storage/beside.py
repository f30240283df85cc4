"""What was altered beside the log's own text: the columns that people search by, and people's own words."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.log import Line
from storage.texts import digest_of

_COLUMNS = text("select seq, kind, at, command_id from events where audit_id = :audit_id")
# By id too: words that were moved to another audit must not go unseen.
_WORDS = text("""
    select text_id, salt, digest, text from texts where audit_id = :audit_id or text_id = any(:named) order by text_id
""")
_WORDS_ALTERED = "Words that event {} names were altered after they were kept: bring text {} back from a backup."
_UNNAMED_ALTERED = "Words that no event names were altered after they were kept: text {}."
_COLUMN_ALTERED = "The column {} of event {} is not what the event says."


class Oddity(NamedTuple):
    """What is wrong at one event, in one sentence; `seq` 0 is the audit as a whole."""

    seq: int
    sentence: str


class _Named(NamedTuple):
    """Words that an event names: who names them first, and every digest they are named by."""

    seq: int
    digests: frozenset[str]


async def oddities(connection: AsyncConnection, audit_id: str, lines: Sequence[Line]) -> list[Oddity]:
    """Everything beside this log that does not agree with it; events that cannot be read are passed over."""
    said = {line.seq: body for line in lines if (body := _read(line.body))}
    named = _named(said)
    columns = (await connection.execute(_COLUMNS, {"audit_id": audit_id})).all()
    words = (await connection.execute(_WORDS, {"audit_id": audit_id, "named": list(named)})).all()
    return [*_of_columns(columns, said), *_of_words(words, named)]


def _read(body: str) -> Mapping[str, Any]:
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _of_columns(rows: Iterable[Any], said: Mapping[int, Mapping[str, Any]]) -> Iterator[Oddity]:
    for row in rows:
        body = said.get(row.seq, {})
        agreed = {"kind": row.kind == body.get("kind"), "command_id": row.command_id == body.get("command_id")}
        agreed["at"] = row.at == _moment(body.get("at"))
        wrong = [column for column, is_agreed in agreed.items() if body and not is_agreed]
        yield from (Oddity(row.seq, _COLUMN_ALTERED.format(column, row.seq)) for column in wrong)


def _moment(written: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(written))
    except ValueError:
        return None


def _named(said: Mapping[int, Mapping[str, Any]]) -> dict[str, _Named]:
    named: dict[str, _Named] = {}
    for seq, body in sorted(said.items()):
        for text_id, digest in _references(body):
            before = named.get(text_id, _Named(seq, frozenset()))
            named[text_id] = before._replace(digests=before.digests | {digest})
    return named


def _references(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if value.keys() == {"id", "digest"}:
            yield str(value["id"]), str(value["digest"])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _references(one)


def _of_words(rows: Iterable[Any], named: Mapping[str, _Named]) -> Iterator[Oddity]:
    for row in rows:
        known = named.get(row.text_id)
        is_same = row.text is None or digest_of(row.salt, row.text) == row.digest
        if known and not (is_same and known.digests == {row.digest}):
            yield Oddity(known.seq, _WORDS_ALTERED.format(known.seq, row.text_id))
        elif not known and not is_same:
            yield Oddity(0, _UNNAMED_ALTERED.format(row.text_id))
