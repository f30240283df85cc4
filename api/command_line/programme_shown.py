"""How a month's draw is shown: what became of each case and each auditor, and each team's part."""

from collections import Counter

from api.command_line.shown import counted, say, show_json, show_table
from domain.programme import AUDITORS_IN_WORDS, CASES_IN_WORDS, Draw, DrawnAuditor

SHOWN = 30  # of the cases passed over, on a terminal; JSON has them all


def tell_draw(draw: Draw, *, as_json: bool, is_rehearsal: bool) -> None:
    """The whole draw in JSON; for people the audits, who has none, and the teams."""
    if as_json:
        show_json(_as_fields(draw, is_rehearsal=is_rehearsal))
        return
    rows = [(one.position, one.subject, one.team, one.auditor, one.audit_id) for one in draw.chosen]
    show_table(("place", "case", "team", "auditor", "audit"), rows, title="Audits", spare=("audit",))
    idle = [(one.person, one.team, _why(one)) for one in draw.auditors if not one.audit_ids]
    if idle:
        show_table(("auditor", "team", "why none"), idle, title="\nAuditors without an audit", folds=("why none",))
    _tell_passed_over(draw)
    parts = [(one.team, one.cases, one.drawable, one.quota, one.chosen) for one in draw.strata]
    show_table(("team", "cases", "may come up", "share", "audits"), parts, title="\nTeams")
    say(
        f"\n{counted(len(draw.chosen), 'audit')} in {draw.month}, drawn by seed {draw.seed}, digest {draw.digest[:12]}."
    )
    if is_rehearsal:
        say(f"Nothing was written. The same draw again: --seed {draw.seed}")


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


def _as_fields(draw: Draw, *, is_rehearsal: bool) -> dict[str, object]:
    return {
        "month": draw.month,
        "seed": draw.seed,
        "digest": draw.digest,
        "rehearsal": is_rehearsal,
        "cases": [{name: getattr(one, name) for name in type(one).model_fields} for one in draw.cases],
        "auditors": [{name: getattr(one, name) for name in type(one).model_fields} for one in draw.auditors],
        "teams": [one.model_dump() for one in draw.strata],
    }
