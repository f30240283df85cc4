"""How a month's draw is shown: what became of each case and each auditor, and each team's part."""

from collections import Counter
from collections.abc import Sequence

from api.command_line.shown import counted, say, show_json, show_table, warn
from api.programme_months import MonthShown
from domain.programme import AUDITORS_IN_WORDS, CASES_IN_WORDS, Draw, DrawnAuditor
from domain.story import ERASED
from storage.programme import Exempted

SHOWN = 30  # of the cases passed over, on a terminal; JSON has them all


def tell_month(found: MonthShown, *, as_json: bool) -> None:
    """The whole draw in JSON; for people the audits, who has none, the teams, and how far it is."""
    if as_json:
        show_json(_as_fields(found))
        return
    draw = found.draw
    rows = [(one.position, one.subject, one.team, one.auditor, one.audit_id) for one in draw.chosen]
    show_table(("place", "case", "team", "auditor", "audit"), rows, title="Audits", spare=("audit",))
    idle = [(one.person, one.team, _why(one)) for one in draw.auditors if not one.audit_ids]
    if idle:
        show_table(("auditor", "team", "why none"), idle, title="\nAuditors without an audit", folds=("why none",))
    _tell_passed_over(draw)
    parts = [(one.team, one.cases, one.drawable, one.quota, one.chosen) for one in draw.strata]
    show_table(("team", "cases", "may come up", "share", "audits"), parts, title="\nTeams")
    drawn = f"drawn by seed {draw.seed}, digest {draw.digest[:12]}"
    say(f"\n{counted(len(draw.chosen), 'audit')} in {draw.month}, {drawn}.")
    if found.is_rehearsal:
        say(f"Nothing was written. The same draw again: --seed {draw.seed}")
    elif found.far.recorded < found.far.audits:
        say(f"{found.far.recorded} of them recorded.")
    if found.far.stopped:
        warn(f"It stopped: {found.far.stopped}")


def tell_exempted(found: Sequence[Exempted], *, as_json: bool) -> None:
    """Who is exempted."""
    if as_json:
        show_json([one._asdict() for one in found])
    elif found:
        rows = [(one.person, one.until, one.by, one.reason or ERASED) for one in found]
        show_table(("person", "until", "by", "why"), rows, folds=("why",))
    else:
        say("Nobody is exempted.")


def _tell_passed_over(draw: Draw) -> None:
    passed = [one for one in draw.cases if one.outcome != "chosen"]
    rows = [(one.position, one.subject, one.team, one.last_audited, CASES_IN_WORDS[one.outcome]) for one in passed]
    if rows:
        columns = ("place", "case", "team", "last audited", "passed over because")
        show_table(columns, rows[:SHOWN], title="\nCases passed over", folds=("passed over because",))
    if len(rows) > SHOWN:
        counts = Counter(CASES_IN_WORDS[one.outcome] for one in passed)
        say(f"… of {len(rows)}: " + "; ".join(f"{number} {why}" for why, number in counts.most_common()) + ".")


def _why(auditor: DrawnAuditor) -> str:
    because = f": {auditor.because}" if auditor.because else ""
    return f"{AUDITORS_IN_WORDS[auditor.outcome]}{because}"


def _as_fields(found: MonthShown) -> dict[str, object]:
    draw = found.draw
    return {
        "month": draw.month,
        "seed": draw.seed,
        "digest": draw.digest,
        "rehearsal": found.is_rehearsal,
        **found.far._asdict(),
        "cases": [{name: getattr(one, name) for name in type(one).model_fields} for one in draw.cases],
        "auditors": [{name: getattr(one, name) for name in type(one).model_fields} for one in draw.auditors],
        "teams": [one.model_dump() for one in draw.strata],
    }
