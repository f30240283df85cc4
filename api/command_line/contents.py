"""The contents of the command line: every command, where it is kept, and what it does in a line."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One command, or a group of them; the function is loaded only when the command is asked for."""

    name: str
    module: str
    function: str
    says: str


CONTENTS = (
    Entry("start", "api.command_line.starting", "start", "Start audits from files; starting one twice starts one."),
    Entry("plan", "api.command_line.planning", "plan", "Plan audits from files, and allocate them."),
    Entry("return", "api.command_line.planning", "return_audits", "Return planned audits from files."),
    Entry("list", "api.command_line.lists", "list_audits", "List audits, oldest first."),
    Entry("show", "api.command_line.showing", "show", "Show one audit: its standards, actions and findings."),
    Entry("history", "api.command_line.history", "history", "Tell an audit's story from the log, in plain words."),
    Entry(
        "forecast", "api.command_line.foreseeing", "forecast", "List what comes to an audit if nobody does anything."
    ),
    Entry("overdue", "api.command_line.lists", "overdue", "List every overdue action, longest overdue first."),
    Entry("figures", "api.command_line.figures", "figures", "Count audits, actions and returns by team and month."),
    Entry("act", "api.command_line.acting", "act", "Give a command: accept, claim, verify, judge and so on."),
    Entry("bulk", "api.command_line.bulk", "bulk", "Give many commands at once, one on each row of a file."),
    Entry("note", "api.command_line.notes", "note", "Leave a note on an audit or an action, and mention people."),
    Entry("notes", "api.command_line.notes", "notes", "List the notes on an audit, oldest first."),
    Entry("withdraw-note", "api.command_line.notes", "withdraw_note", "Take the words of your own note away."),
    Entry("erase-note", "api.command_line.notes", "erase_note", "Take the words of anybody's note away."),
    Entry(
        "measure", "api.command_line.measuring", "measure", "Count dated rows for a standard and hand the counts in."
    ),
    Entry("verify", "api.command_line.record", "verify", "Check that the record of every audit is whole."),
    Entry("rebuild", "api.command_line.record", "rebuild", "Make the tables that people read anew from the log."),
    Entry("notices", "api.command_line.notices", "notices", "Count the notices, or list those that were given up."),
    Entry("resend", "api.command_line.notices", "resend", "Send dead notices again, with all their attempts."),
    Entry("feed", "api.command_line.feed", "feed", "An address at which a calendar finds what is due."),
    Entry("webhooks", "api.command_line.webhooks", "app", "Other systems that are told: add, list, remove, test."),
    Entry("stuck", "api.command_line.stuck", "stuck", "List what an operator must look at."),
    Entry("nudge", "api.command_line.stuck", "nudge", "Make a stuck audit try again at once."),
    Entry("login", "api.command_line.sign_in", "login", "Sign in, so that the API can be asked."),
    Entry("logout", "api.command_line.sign_in", "logout", "Forget who is signed in."),
    Entry("people", "api.command_line.people", "app", "The council's people: list them, or load them from a file."),
    Entry("programme", "api.command_line.programme", "app", "The month's audits: see the draw, carry it out."),
    Entry("calendar", "api.command_line.calendars", "app", "The bank holidays: see which count, take in others."),
    Entry(
        "simulate", "api.command_line.simulating", "simulate_files", "Simulate audits under a policy, without a server."
    ),
    Entry("proposals", "api.command_line.proposals", "app", "Thematic audits that many audits ask for: decide them."),
    Entry("practice", "api.command_line.practice", "practice", "Find good practice by standard."),
    Entry("compliment", "api.command_line.practice", "compliment", "Hand in a compliment about an audit or a team."),
    Entry("import", "api.command_line.importing", "app", "Take in audits from elsewhere: trackers, inspections."),
)
