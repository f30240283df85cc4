"""The programme's rules, checked from outside: by SQL on the tables alone, with no code of the programme."""

from storage.database import Database
from tests.activities.records import rows

TOO_MANY = """
    select a.auditor || ' has ' || count(*) from audits a join programme_draws d using (audit_id)
    where d.month = :month group by a.auditor having count(*) > :most
"""
OWN_TEAM = """
    select audit_id from programme_draws d join audits a using (audit_id) join people p on p.person = a.auditor
    where d.month = :month and p.team = a.team
"""
LATELY = """
    select d.audit_id from programme_draws d left join caseload c using (subject)
    where d.month = :month and d.outcome = 'chosen' and (
        c.last_audited >= to_date(d.month, 'YYYY-MM') - interval '12 months'
        or exists (
            select from audits a where a.subject = d.subject and a.audit_id <> d.audit_id and a.status <> 'withdrawn'
            and a.started_at >= to_date(d.month, 'YYYY-MM') - interval '12 months'
        )
    )
"""
EXEMPT = """
    select d.audit_id from programme_draws d join exemptions e on e.person = d.auditor
    where d.month = :month and e.until >= to_date(d.month, 'YYYY-MM')
"""
NOT_THERE = """
    select d.audit_id from programme_draws d join programme_auditors p on (p.month, p.person) = (d.month, d.auditor)
    where d.month = :month and p.outcome <> 'allocated'
"""
AWAY = """
    select d.audit_id from programme_draws d join people p on p.person = d.auditor
    where d.month = :month and (
        p.leaves_on < to_date(d.month, 'YYYY-MM') + interval '1 month'
        or exists (
            select from jsonb_to_recordset(p.absences) as away (first_day date, last_day date)
            where away.first_day < to_date(d.month, 'YYYY-MM') + interval '1 month'
            and coalesce(away.last_day, 'infinity') >= to_date(d.month, 'YYYY-MM')
        )
    )
"""
UNBEGUN = """
    select d.audit_id from programme_draws d left join audits a using (audit_id)
    where d.month = :month and d.outcome = 'chosen'
    and (a.auditor, a.subject, a.team) is distinct from (d.auditor, d.subject, d.team)
"""
UNEVEN = """
    with part as (
        select team, count(*) filter (where outcome <> 'audited_lately') as able,
            count(*) filter (where outcome in ('chosen', 'nobody_left')) as share
        from programme_draws where month = :month group by team
    ), whole as (select sum(able) as able, sum(share) as share, count(*) filter (where able > 0) as teams from part)
    select team from part, whole
    where whole.share >= whole.teams and (
        part.share > ceil(part.able * whole.share / whole.able) or (part.able > 0 and part.share = 0)
        or part.share < floor(part.able * whole.share / whole.able) - whole.teams
    )
"""
UNTOLD = """
    select c.subject from caseload c left join programme_draws d on d.subject = c.subject and d.month = :month
    where d.subject is null
"""
RULES = {
    "more than one": TOO_MANY,
    "own team": OWN_TEAM,
    "audited lately": LATELY,
    "exempted": EXEMPT,
    "not there": NOT_THERE,
    "away or gone": AWAY,
    "not begun as drawn": UNBEGUN,
    "out of proportion": UNEVEN,
    "not told of": UNTOLD,
}


async def broken_rules(database: Database, month: str) -> dict[str, list[str]]:
    """What breaks each rule; empty if nothing does."""
    found = {}
    for rule, query in RULES.items():
        given = {"month": month, "most": 1} if rule == "more than one" else {"month": month}
        found[rule] = [str(next(iter(row.values()))) for row in await rows(database, query, **given)]
    return {rule: broken for rule, broken in found.items() if broken}
