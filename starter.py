"""The command line: start audits, act on them, and look into them."""

import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from secrets import token_hex

import typer

from api.command_line import acting, history, importing, lists, notices, people, record, showing, starting, stuck
from api.command_line.doors import Surroundings
from api.command_line.program import run
from storage.texts import Chance

app = typer.Typer(
    help="Start audits, act on them, and look into them. --debug shows where an unexpected error came from.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("start")(starting.start)
app.command("list")(lists.list_audits)
app.command("show")(showing.show)
app.command("history")(history.history)
app.command("overdue")(lists.overdue)
app.command("act")(acting.act)
app.command("verify")(record.verify)
app.command("rebuild")(record.rebuild)
app.command("notices")(notices.notices)
app.command("resend")(notices.resend)
app.command("stuck")(stuck.stuck)
app.command("nudge")(stuck.nudge)
app.add_typer(people.app, name="people")
app.add_typer(importing.app, name="import")

if find_spec("samples.demo"):
    from samples.demo import demo

    app.command("demo")(demo)


def surroundings() -> Surroundings:
    """The one place where a program of ours reads the clock."""
    return Surroundings(
        clock=lambda: datetime.now(UTC), chance=Chance(ids=lambda: token_hex(16), salts=lambda: token_hex(16))
    )


def main() -> None:
    sys.exit(run(app, sys.argv[1:], surroundings()))


if __name__ == "__main__":
    main()
