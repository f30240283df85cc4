"""Lists of audits, actions, standards and notices: filtered, sorted, and a page at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.blind import BLIND, MASKED
from storage.cursor import CursorUnreadable, cursor, place
from storage.scope import Scope
from storage.shown import ActionLine, AuditLine, NoticeLine, StandingLine

Row = TypeVar("Row")
_OVERDUE = "(select count(*) from actions x where x.audit_id = a.audit_id and x.is_waiting and x.due_at <= :now)"


class Page(NamedTuple, Generic[Row]):
    """Some rows of a list; `following` hands in the place where the next page begins, None at the end."""

    rows: list[Row]
    following: str | None


class Slice(NamedTuple):
    """How much of a list is wanted, in which order, and from where; a minus before the order turns it round."""

    order: str
    limit: int
    after: str | None = None


class _List(NamedTuple):
    """A list: what is selected, from what, which filters it knows, its orders, and what makes a place unique.

    A filter that a yes or no is asked of says what holds if it is yes.
    """

    columns: str
    source: str
    audit_id: str
    filters: Mapping[str, str]
    orders: Mapping[str, str]
    keys: tuple[str, ...]
    seen: str = "true"  # what of it this reader is shown


_ACTION = ", ".join(f"x.{one}" for one in ActionLine._fields if one != "is_overdue")
AUDITS = _List(
    columns=", ".join(MASKED.get(one, f"a.{one}") for one in AuditLine._fields if one != "actions_overdue")
    + f", {_OVERDUE} as actions_overdue",
    source="audits a",
    audit_id="a.audit_id",
    filters={
        "kind": "a.kind = :kind",
        "status": "a.status = :status",
        "team": "a.team = :team",
        "overall": f"a.overall = :overall and not {BLIND}",
        "auditor": "a.auditor = :auditor",
        "subject": "a.subject = :subject",
        "moderation": "a.moderation = :moderation",
        "disputed": "a.disputes_open > 0",
        "overdue": "exists (select from actions x where x.audit_id = a.audit_id and x.is_waiting and x.due_at <= :now)",
    },
    orders={
        "started_at": "a.started_at",
        "next_moment": "coalesce(a.next_moment, 'infinity')",
        "level": "a.level",
        "audit_id": "a.audit_id",
    },
    keys=("a.audit_id",),
)
ACTIONS = _List(
    columns=f"{_ACTION}, x.is_waiting and x.due_at <= :now as is_overdue",
    source="actions x join audits a using (audit_id)",
    audit_id="x.audit_id",
    filters={
        "audit_id": "x.audit_id = :audit_id",
        "action_id": "x.action_id = :action_id",
        "owner": "x.owner = :owner",
        "status": "x.status = :status",
        "standard": "x.standard = :standard",
        "team": "a.team = :team",
        "safety": "x.is_safety",
        "finished": "x.is_finished",
        "overdue": "x.is_waiting and x.due_at <= :now",
    },
    orders={"due_at": "x.due_at", "level": "x.level"},
    keys=("x.audit_id", "x.action_id"),
    seen=f"(x.is_safety or not {BLIND})",
)
STANDARDS = _List(
    columns="s.audit_id, s.standard, s.title, s.check_by, s.is_met, s.cycle, a.team, a.check_due_at",
    source="standards s join audits a using (audit_id)",
    audit_id="s.audit_id",
    filters={
        "audit_id": "s.audit_id = :audit_id",
        "standard": "s.standard = :standard",
        "team": "a.team = :team",
        "check_by": "s.check_by = :check_by",
        "met": "s.is_met",
    },
    orders={"standard": "s.standard", "audit_id": "s.audit_id"},
    keys=("s.standard", "s.audit_id"),
    seen=f"not {BLIND}",
)
NOTICES = _List(
    columns=", ".join(f"o.{one}" for one in NoticeLine._fields),
    source="outbox o",
    audit_id="o.audit_id",
    filters={
        "audit_id": "o.audit_id = :audit_id",
        "state": "o.state = :state",
        "person": "o.person = :person",
        "people": "o.person = any(:people)",
    },
    orders={"due_at": "o.due_at"},
    keys=("o.notice_id",),
)


async def audits(
    connection: AsyncConnection, scope: Scope, wish: Mapping[str, Any], part: Slice, now: datetime
) -> Page[AuditLine]:
    """Audits in the scope; orders started_at, next_moment, level, audit_id. Raises CursorUnreadable."""
    rows, following = await _page(connection, AUDITS, scope, {**wish, "now": now}, part)
    return Page([AuditLine(**row) for row in rows], following)


async def actions(
    connection: AsyncConnection, scope: Scope, wish: Mapping[str, Any], part: Slice, now: datetime
) -> Page[ActionLine]:
    """Actions of the audits in the scope; orders due_at, level. Raises CursorUnreadable."""
    rows, following = await _page(connection, ACTIONS, scope, {**wish, "now": now}, part)
    return Page([ActionLine(**row) for row in rows], following)


async def standards(
    connection: AsyncConnection, scope: Scope, wish: Mapping[str, Any], part: Slice
) -> Page[StandingLine]:
    """How standards stand in the audits in the scope; orders standard, audit_id. Raises CursorUnreadable."""
    rows, following = await _page(connection, STANDARDS, scope, dict(wish), part)
    return Page([StandingLine(**row) for row in rows], following)


async def notices(connection: AsyncConnection, scope: Scope, wish: Mapping[str, Any], part: Slice) -> Page[NoticeLine]:
    """Notices of the audits in the scope; order due_at. Raises CursorUnreadable."""
    rows, following = await _page(connection, NOTICES, scope, dict(wish), part)
    return Page([NoticeLine(**row) for row in rows], following)


async def _page(
    connection: AsyncConnection, what: _List, scope: Scope, wish: dict[str, Any], part: Slice
) -> tuple[list[dict[str, Any]], str | None]:
    given = {name: value for name, value in wish.items() if value is not None}
    conditions = [_condition(what.filters[name], given[name]) for name in given if name in what.filters]
    statement, after = _statement(what, scope, conditions, part)
    rows = [dict(row) for row in (await connection.execute(text(statement), {**given, **after})).mappings()]
    places = [[row.pop(f"place_{n}") for n in range(len(what.keys) + 1)] for row in rows]
    is_more = len(rows) > part.limit
    return rows[: part.limit], cursor(part.order, places[part.limit - 1]) if is_more else None


def _condition(holds: str, wanted: object) -> str:
    """What holds, or for a wish that is False what does not: said outright, so that the indexes serve."""
    return f"not ({holds})" if wanted is False else holds


def _statement(what: _List, scope: Scope, conditions: list[str], part: Slice) -> tuple[str, dict[str, Any]]:
    down = part.order.startswith("-")
    order = what.orders[part.order.removeprefix("-")]
    place_columns = [f"({order})::text", *what.keys]
    given: dict[str, Any] = {"limit": part.limit + 1, **scope.parameters()}
    if part.after is not None:
        given |= _after(part, place_columns)
        values = ", ".join([_typed(order), *(f":place_{n}" for n in range(1, len(place_columns)))])
        conditions = [*conditions, f"({', '.join([order, *what.keys])}) {'<' if down else '>'} ({values})"]
    turned = " desc" if down else ""
    selected = ", ".join(f"{one} as place_{n}" for n, one in enumerate(place_columns))
    where = " and ".join([scope.condition(what.audit_id), what.seen, *conditions])
    sorted_by = ", ".join(f"{one}{turned}" for one in [order, *what.keys])
    statement = (
        f"select {what.columns}, {selected} from {what.source} "  # noqa: S608 - names of ours; the rest is bound
        f"where {where} order by {sorted_by} limit :limit"
    )
    return statement, given


def _after(part: Slice, place_columns: list[str]) -> dict[str, Any]:
    values = place(part.order, part.after or "", [str] * len(place_columns))
    return {f"place_{n}": value for n, value in enumerate(values)}


def _typed(order: str) -> str:
    kind = "timestamptz" if order.endswith(("_at", "'infinity')")) else "int" if order.endswith("level") else "text"
    return f"cast(:place_0 as {kind})"


__all__ = ["CursorUnreadable", "Page", "Slice", "actions", "audits", "notices", "standards"]
