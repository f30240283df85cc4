"""simulate: what a policy would bring to the audits of a file, who would be told, and how long it would take."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.command_line.address import OnlyBeside, address
from api.command_line.doors import policies_here
from api.command_line.shown import Json, progress, say, show_json
from api.command_line.simulated_shown import as_fields, tell, tell_notices
from api.errors import BadInput
from api.simulating.assumed import read_behaviour
from api.simulating.handed_in import read_files
from api.simulating.simulated import Wish, simulate
from domain.behaviour import Behaviour
from domain.london import local_day

FILES = "JSON Lines: audits as `start` reads them, or published inspections as `import ofsted` does."


def simulate_files(  # noqa: PLR0913 - each is an option
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=FILES)],
    *,
    policy: Annotated[str, typer.Option(help="The policy: a framework's name, or a policy file.")],
    compare: Annotated[str | None, typer.Option(help="Another policy of the same framework, side by side.")] = None,
    seed: Annotated[
        str, typer.Option(metavar="N", help="Draws how people behave: the same seed, the same answer.")
    ] = "1",
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day; without it, a year after the last audit began."),
    ] = None,
    start: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="When audits of start files begin; without it, today."),
    ] = None,
    people: Annotated[Path | None, typer.Option(help="The people of start files, as `people load` reads them.")] = None,
    behaviour: Annotated[Path | None, typer.Option(help="A file that says how people are assumed to behave.")] = None,
    notices: Annotated[
        bool, typer.Option("--notices", help="List every notice: who would be told what, when.")
    ] = False,
    chart: Annotated[Path | None, typer.Option(help="Draw it, too: a PNG file.")] = None,
    as_json: Json = False,
) -> None:
    """Simulate audits under a policy, with people who behave as assumed: no server, nothing is started or sent."""
    if address(ctx.obj):
        raise OnlyBeside
    assumed = read_behaviour(behaviour) if behaviour else Behaviour()
    wish = Wish(
        policy=policy,
        other=compare,
        behaviour=assumed,
        seed=_whole(seed),
        start=start.date() if start else local_day(ctx.obj.clock()),
        until=until.date() if until else None,
    )
    _check_folder(chart)
    with progress() as bar:
        came = simulate(wish, read_files(files, people), policies_here(), bar)
    if chart:
        from api.simulating.chart import draw  # noqa: PLC0415 - loads what draws, which takes long

        draw(came, chart)
    if as_json:
        show_json(as_fields(came))
    else:
        tell(came)
        if notices:
            tell_notices(came)
        if chart:
            say(f"\nDrawn in {chart}.")


def _check_folder(chart: Path | None) -> None:
    if chart and not chart.parent.is_dir():
        raise BadInput(str(chart), "its folder is not there: name a file in one that is.")


def _whole(seed: str) -> int:
    try:
        return int(seed)
    except ValueError:
        raise BadInput("--seed", f"{seed[:40]!r} is not a whole number: write one such as 1.") from None
