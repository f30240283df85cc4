"""The life of an audit and of an action as a page with two diagrams, drawn from the tables the rules go by."""

from collections.abc import Iterable

from domain.audit import FINISHED, OVER, ActionStatus, AuditStatus
from domain.audit_moves import AUDIT_MOVES
from domain.authority import AUTHORITY
from domain.decide_action import ALLOWED, LEADS_TO

Move = tuple[str, str, str]

PAGE = """# The life of an audit, and of an action

Made by `python -m domain.life > docs/life.md` from the tables that the rules go by; a test checks that it is fresh.

## An audit

It begins when it is planned; or, when it was made elsewhere, as it is returned, with its grades and findings.

```mermaid
stateDiagram-v2
{audit}
```

- **planned**: nobody makes it yet. Whoever planned it hears so again and again until it is allocated.
- **allocated**: its auditor is reminded before the return is due; a return that is late goes up a ladder of its own.
  Given to somebody else, its clock does not restart. Before it is returned nothing else about it can be asked, but to
  take in a child's view and to put right its subject.
- **acting**: actions are open; each is reminded, and when late told up the ladder.
- **checking**: every action is finished and some standard is still unmet: it is judged again by somebody else, or
  measured from counts. A standard may be judged earlier too. An action added meanwhile takes the audit back to acting;
  the check keeps its date and goes on being chased.
- **watching**: every standard is shown met and nothing is left to do, and the rules keep some of them under watch: the
  audit closes when the last watch ends. A standard that is judged unmet meanwhile, or whose counts slip, is unmet again
  and goes on in its next cycle; after the last one the audit is handed over.
- **handed over**: the last cycle ended with a standard unmet, or a manager decided so: a named accountable person is
  told again and again until it closes or is withdrawn. It never goes quiet.
- **closed**: every standard the audit found unmet has been shown met, none is under watch any more, and no
  action is unfinished.
- **reopened**: a closed or withdrawn audit that should not have ended goes on as acting. Whoever reopens a closed one
  says which standard is not met after all; a withdrawn one goes on with all that is unmet. Each gets an action, in the
  cycle it was in; actions that were cancelled stay so. One withdrawn before its return is planned anew.

People are found when a step fires. For somebody away their **deputy** is told, for a deputy away theirs, at most
three; for somebody who has left, their manager; where nobody is found so, the next holder of the role up the line.
Both are named, and both may acknowledge. A deputy may give what commands whoever is away might, and the event names
both; never towards their own action, and never to check or decide on what they did or asked for as a deputy.

A **safety concern** is told the moment it is there, whatever the hour or day, to the role that the framework's `safety`
names and to whoever always stands in for them, and again until one of them acknowledges it. Its ladder runs beside.

**Moderation**: of grades that the framework names all, and of the rest a share that a secret draws, get a second grade
from somebody outside the audited team who is shown nothing of the first. Both are kept; the audit goes by the second,
and dates and standards follow. The clock of actions has run since the return all the while. Whom a grade concerns may
**dispute** it, and an owner their action, for the time the framework gives; a named role decides, and undecided it goes
up a ladder of its own. Nothing chases a disputed action, unless it is a safety concern.

A **complaint** is an audit with the law's clock: it runs from the day the complaint was received, whoever is given it
and when, and is extended once, with a reason. Its return is the response, which answers each point; what is upheld, or
partly, is a finding like any other.

When people have changed, or nobody was there, an operator has people **found again**: for everything that is being
chased, whoever should have been told last is looked for anew. Only somebody new is told, and may then acknowledge; who
was told already hears nothing. An operator can also **replan** an open audit, which moves it to another version of the
council's rules, or **update its calendar** when the bank holidays change ([calendar.md](calendar.md)).

## An action

Overdue and escalated are facts about it, not places: an action in progress is chased like an open one.

```mermaid
stateDiagram-v2
{action}
```

- **overtaken**: its standard was shown met before it was done; late is still late.
- A standard found unmet again carries its unfinished actions into the next cycle, with a new date in force; the first
  date stays and still counts.

- An owner may **ask for more time**. Whoever is next up their line is told at once, and if nobody decides, the request
  goes up a ladder of its own; the action is chased as before meanwhile. Granted, its date in force moves. A claim, the
  end of the action and the next cycle end the request.
- While it is **paused** nothing chases it. It goes on by itself when the pause is over, or by command, or when it is
  claimed done; its date moves by the time it stood still, but never beyond the law's. A date that had passed before the
  pause stays where it was, and its ladder goes on as much later.
- An action that **waits for** another has no clock until that one is finished, however it finishes. Then it has as many
  working days as it had when it was opened.
- What was **entered wrongly** is put right while the audit is open: what a finding says, about which standard and
  whether it was met; an action's words and its date in force; the subject, before the return too; the grades. Dates,
  actions and standards follow as if it had always been so; what stood there before stays in the log and in the story,
  and so does the date that each action first had. A finding about another standard is answered by that one's action
  from then on; the action it had stays with its own, or ends with it. A safety concern goes on whatever is put right.
- A verification that should not have been is **undone**, while its standard has not been checked since: the claim
  stands as it was made, and waits for its verifier again.
- Whatever moves a date, the first one stays, and is late in every figure. Safety concerns are never paused, extended or
  made to wait.

## Who may do what

| command | while the action is | who |
|---|---|---|
{commands}
"""


def page() -> str:
    """The whole page, in Markdown."""
    return PAGE.format(audit=_diagram(_audit_moves()), action=_diagram(_action_moves()), commands=_commands())


def _audit_moves() -> list[Move]:
    begun = [
        ("[*]", str(AuditStatus.PLANNED), "audit planned"),
        ("[*]", str(AuditStatus.ACTING), "audit started"),
    ]
    moves = [(str(start), str(end), _words(event.__name__)) for (start, event), end in AUDIT_MOVES.items()]
    return [*begun, *moves, *((str(status), "[*]", "") for status in AuditStatus if status in OVER)]


def _action_moves() -> list[Move]:
    begun = [("[*]", str(ActionStatus.OPEN), "opened")]
    moves = [
        (str(start), str(LEADS_TO[command]), command.replace("_", " "))
        for command, starts in ALLOWED.items()
        if command in LEADS_TO
        for start in starts
    ]
    waiting = [str(status) for status in ActionStatus if status not in FINISHED]
    engine = [(start, str(ActionStatus.OVERTAKEN), "standard met") for start in waiting]
    carried = [(str(ActionStatus.DONE_CLAIMED), str(ActionStatus.OPEN), "next cycle")]
    return [
        *begun,
        *moves,
        *engine,
        *carried,
        *((str(status), "[*]", "") for status in ActionStatus if status in FINISHED),
    ]


def _diagram(moves: Iterable[Move]) -> str:
    lines = [f"    {_name(start)} --> {_name(end)}{f' : {label}' if label else ''}" for start, end, label in moves]
    places = {place for start, end, _ in moves for place in (start, end) if " " in place}
    return "\n".join([*(f'    state "{place}" as {_name(place)}' for place in sorted(places)), *lines])


def _name(place: str) -> str:
    return place.replace(" ", "_")


def _words(event: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in event).strip()


def _commands() -> str:
    return "\n".join(
        f"| {command.replace('_', ' ')} | {' or '.join(ALLOWED.get(command, ('(the audit)',)))} | {may.who} |"
        for command, may in AUTHORITY.items()
    )


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - its output is the page
