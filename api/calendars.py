"""The calendar that audits count by: the snapshot taken in last, else the file beside the policies."""

from collections.abc import Iterable
from hashlib import sha256

from api.errors import NoSuchAudit
from api.policies import Policies
from api.record import Record
from domain.audit import Audit
from domain.calendar import Calendar, local_day
from domain.commands import UpdateCalendar
from domain.counted_from import counted_from
from domain.events import AnyEvent
from domain.values import AuditId, Key
from storage import reading


async def counting(record: Record, policies: Policies) -> Policies:
    """The council's rules, with the calendars that are current."""
    return policies.counting_by(await record.calendars())


def digest_of(calendar: Calendar) -> str:
    """SHA-256 of its name and its days."""
    return sha256(calendar.model_dump_json().encode()).hexdigest()


def id_for(calendar: Calendar, audit_id: AuditId) -> Key:
    """The id of the command that has one audit count by one snapshot: given again, it moves nothing twice."""
    return f"calendar/{sha256(f'{digest_of(calendar)}/{audit_id}'.encode()).hexdigest()[:40]}"


def update_of(audit: Audit, log: Iterable[AnyEvent], calendar: Calendar, by: Key) -> UpdateCalendar:
    """The command that has this audit count by this snapshot, of which it carries no more than of its own."""
    return UpdateCalendar(
        command_id=id_for(calendar, audit.audit_id),
        by=by,
        calendar=carried(audit, calendar),
        counted_from=counted_from(log),
    )


def carried(audit: Audit, calendar: Calendar) -> Calendar:
    """The snapshot as far back as the audit knows its own; the council's closure days stay what they are."""
    known = audit.rules.calendar
    recent = calendar.since(local_day(audit.started_at)).holidays
    first = min([*known.holidays[:1], *recent[:1]], default=calendar.until)
    holidays = tuple(day for day in calendar.holidays if day >= first)
    return calendar.model_copy(update={"holidays": holidays, "closures": known.closures})


async def with_calendar(
    record: Record, policies: Policies, audit_id: AuditId, command: UpdateCalendar
) -> UpdateCalendar:
    """The command with the current snapshot, of the calendar that the audit counts by. Raises NoSuchAudit, BadInput."""
    logged = await record.carried(audit_id)
    if logged is None:
        raise NoSuchAudit(audit_id)
    audit = logged.audit
    framework = policies.framework(audit.rules.framework)
    calendar = (await counting(record, policies)).whole_calendar(framework)
    log = [one.event for one in await reading.history(record.database, audit_id)]
    found = update_of(audit, log, calendar, command.by)
    return found.model_copy(update={"command_id": command.command_id})
