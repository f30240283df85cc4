"""What the page about access says in words: why each thing may be done by whom, and what roles and relations mean."""

from collections.abc import Mapping

from api.access import Capability

WHY: Mapping[Capability, str] = {
    Capability.READ_AUDITS: (
        "a practitioner sees the audits they have an action in, whole: workers who heard only their part of an "
        "audit of a child they work with could not learn from it. Managers see what is about their team or below "
        "them. Auditors and moderators see all, for a standard is judged again by somebody other than the first "
        "auditor, and nobody is named for that beforehand. Operators see all, for an audit's story says why it is "
        "where it is. What must not be seen so widely is restricted."
    ),
    Capability.LEAVE_NOTES: (
        "whoever may see an audit may leave a note on it and mention somebody else who may. A mention lets nobody in. "
        "Its author alone withdraws a note; an operator erases it, with a reason."
    ),
    Capability.READ_STANDARDS: (
        "no more than which standards are met in which audit: performance needs it to know what to count."
    ),
    Capability.READ_ENGINE: "times, tries and failures, for those who put things right.",
    Capability.READ_PEOPLE: (
        "a practitioner knows their team, a manager those below them too; whoever hands in audits must be able to "
        "name anybody. Of a person, *own* is oneself."
    ),
    Capability.SAY_AWAY: (
        "whoever is away says so themselves, or somebody above them does: a deputy may do what the other might, so "
        "nobody else says who that is. Why somebody is away is nobody's business."
    ),
    Capability.READ_NOTICES: "the relation is to the person whom the notice is for.",
    Capability.READ_FIGURES: "numbers by team; governance sees these and no record.",
    Capability.READ_RULES: "the rules are no secret.",
    Capability.READ_ACCESS: (
        "operators run it, the director answers for it; neither learns of audits restricted to others."
    ),
    Capability.START_AUDITS: (
        "the relation is to the audit as it is handed in: a manager hands in what they audited themselves, what is "
        "about their team, or what is by or about those below them. So it is when audits are planned, allocated and "
        "returned; the rules then ask for whoever planned it or a role of the policy, and for its auditor."
    ),
    Capability.DO_ACTIONS: (
        "having one action of the audit opens the door; the rules then ask for the action's owner."
    ),
    Capability.DIRECT_ACTIONS: (
        "adding and moving actions, and seeing what those who leave still have to do; the rules then ask for the roles "
        "of the policy, or for somebody above the owner."
    ),
    Capability.HAND_IN_VIEWS: (
        "a child tells and people praise whoever is there, so a worker of the child's team need have no action in the "
        "audit."
    ),
    Capability.ACKNOWLEDGE: "the rules then ask for whoever was told last.",
    Capability.CHECK_ACTIONS: "the audit's own auditor, or a verifier that the policy names; never who did it.",
    Capability.JUDGE: "never the first auditor: the rules see to it.",
    Capability.MEASURE: (
        "whoever sends counts need not read the audit: they hear that the counts are in, and no more."
    ),
    Capability.MODERATE: "whoever gives it is neither the auditor nor of the audited team, and sees no grade before.",
    Capability.DISPUTE_GRADES: "the owner of an action, somebody above, or a manager of the audited team.",
    Capability.DECIDE_DISPUTES: "from the role that the policy names upwards, and never somebody who is a party to it.",
    Capability.CANCEL: "from the role that the policy names upwards.",
    Capability.END_AUDITS: "from the role that the policy names upwards.",
    Capability.CORRECT: "from the role that the policy names upwards; never by who claimed what they would undo.",
    Capability.READ_PROGRAMME: "a month's draw names cases of every team: it is for those who may read every audit.",
    Capability.RUN_PROGRAMME: (
        "what is drawn is drawn by a seed; whoever chooses one is named with it. Why somebody is exempted is told to "
        "these alone."
    ),
    Capability.EXEMPT: "whoever asks says so themselves; the rules then ask for the role that the policy names.",
    Capability.READ_PROPOSALS: (
        "the relation is to the teams whose audits are its evidence; of those, only the audits that the caller may see "
        "are named."
    ),
    Capability.DECIDE_PROPOSALS: "the rules then ask for the role that the policy names, or above, in the team's line.",
    Capability.READ_PRACTICE: (
        "where and when something was done well is for everybody; the words are only for those who may see the audit "
        "they come from, or the team's audits, and of a restricted audit nobody else learns anything."
    ),
    Capability.RESTRICT: "the caller must be among those named.",
    Capability.OPERATE: "verbs with a reason, each noted; and which other systems are told of what.",
    Capability.SEND_EVENTS: "other systems tell, and read nothing.",
    Capability.READ_EVENTS: "what came in and what became of it; of restricted audits, not which.",
}

PAGE = """# Who may do what over HTTP

Made by `python -m api.http.access_page > docs/access.md` from the table that the API goes by, `api/access.py`; a test
checks that it is fresh, and another walks it: every route, as somebody of each role and relation, over HTTP.

What the table opens the rules may still refuse: who may give which command about one action is in
[the life of an audit](life.md). Nothing that is not in the table is allowed.

## The table

Somebody in a role may do this to records to which they are one of these; **any** to all, – to none. Somebody with
several roles may do what any of them may.

{matrix}

## What each opens, and why so

{capabilities}

Open to everybody: {open}, `GET /health/live`, `GET /health/ready`, the description at `/v1/openapi.json` and
`/v1/docs`. `GET /v1/me` shows the caller to themselves, and
`POST /v1/me/feed` gives them an address of their own dates: `GET /v1/feeds/…` asks nobody who they are, for a calendar
cannot sign in, so whoever has the address sees those dates until `POST /v1/me/feed/revoke`, or until another is made.
`GET /metrics` is for the machine itself, or has a token of its
own.

## Roles

The directory's roles are a council's own; [policies/access/roles.yaml](../policies/access/roles.yaml) says what each
is to the API. To give a role a meaning, add a line (`group_manager: manager`) and start the API again. That is data,
not code, because titles and tiers differ from council to council, and a policy that names a new role must not need a
new version. A role without a line opens nothing; a test holds that every role of the policies here has one, and that
whoever a policy lets give a command the API lets in.

## Relations

- **own**: an action of the audit is theirs. Of a person, and of a notice: it is they themselves.
- **audited**: they are the audit's auditor.
- **team**: the audit is about their team. Of a person: they share one.
- **below**: its auditor, an owner of one of its actions, or whoever leads its team is below them in the reporting line.
  Somebody lent to them by another team does not bring their team along.
- **other**: none of these.

Roles and relations are read from the directory: a change there holds after two seconds, for live changes too.

**Deputies.** Whoever stands in for somebody who is away may meanwhile do with audits what they might, and the log names
both. That is to
{deputised};
nothing else of theirs, such as their notices, people or figures. A restricted audit stays hidden from a deputy who is
not named. Nobody so judges, verifies or decides on what they did themselves.

## Signing in

Each request has a bearer token of the council's sign-in (OpenID Connect): of our issuer, for our audience, signed by a
key that the issuer lists, not expired. The token says who it is; what they may do is in the directory alone. Whoever is
not in it, or whose last day in it is over, is not let in (401). How to set it up: [running it](running.md).

## Refusals

- **401**: not signed in, or not in the directory.
- **403**: known, and not allowed. A role that opens nothing of a kind hears this before anything is looked up.
- **404**: there is none, or none that the caller may know of.

## Restricted audits

`restricted_to` when an audit is started, or `PUT /v1/audits/{{audit_id}}/restriction` with a reason, hides it from
everybody who is not named, whatever their role: operators, directors, the auditor too. It is hidden before anything of
it is kept. To others

- every route answers as if it were not there, byte for byte but for the id of the request;
- lists, live changes, notices, what is stuck, what operators did and who read what leave it out; `stuck` says how many
  more there are, without saying which;
- figures hold all such audits in one sum without a team;
- an answer that was kept for a request asked before is not given again;
- its id is taken: starting another under it is refused with the same words as for any audit out of the caller's reach.

Two things go on. Whoever a ladder tells of lateness is told by mail, named or not: chasing must not stop. So name those
up the reporting line whom it must reach, and give the actions to people who are named. And the command line on the
server works beside the API and is bound by no restriction: whoever may log in there may read the database.

When none of those named is left, somebody at the database must lift it: nobody can over HTTP.

## What is noted, and for how long

| what | where | how long |
|---|---|---|
| every answer that showed an audit: who, when, by which route, which audits | `GET /v1/reads` | for good (1) |
| what operators did, restrictions put and lifted, with reasons | `GET /v1/operations` | for good (1) |
| commands: who gave them | the audit's story | with the log |
| notes: whose and when; their words | `GET /v1/audits/{{audit_id}}/notes` | with the log; until taken away |
| answers to requests, to be given again | for nobody else | 30 days |
| each request's method, path, status and id | the program's log | as long as you keep logs |

(1) The database refuses to change or delete it.

Reading the directory, figures and rules is not noted, nor is reading these lists. An audit's id in what is noted is no
secret to whoever keeps the database; names and free text are in none of it but reasons and people's notes, so write
nothing about a child in a reason: it stays for good.
"""
