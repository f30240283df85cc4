"""The chart of a simulation, a PNG: steps up the ladder over time, how soon audits close, and what people are told."""

from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PIL import Image

from api.errors import BadInput
from api.simulating.periods import Period, periods
from api.simulating.simulated import Simulated, Under
from domain.dates_in_words import day_in_words

MOST_BARS = 36
_COLOURS = 96
MOST_KINDS = 9
_POLICIES = ("#0072b2", "#d55e00")
_STYLES = ("-", (0, (5, 2)))
_INK, _QUIET, _GRID = "#1f2430", "#5b6472", "#e3e6ea"
_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": _INK,
    "axes.labelcolor": _QUIET,
    "axes.edgecolor": _GRID,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _QUIET,
    "ytick.color": _QUIET,
    "axes.axisbelow": True,
}


def draw(came: Simulated, path: Path) -> None:
    """Writes the file; raises BadInput if it cannot be written. The same simulation makes the same bytes."""
    with mpl.rc_context(_STYLE):
        drawn = BytesIO()
        _figure(came).savefig(drawn, format="png", dpi=110)
        try:
            # A few colours make a third of the bytes.
            Image.open(drawn).convert("RGB").quantize(_COLOURS).save(path, format="png", optimize=True)
        except OSError as error:
            raise BadInput(str(path), f"it cannot be written ({error.strerror}): name another file.") from None


def _figure(came: Simulated) -> Figure:
    room = ConstrainedLayoutEngine(rect=(0.01, 0.085, 0.98, 0.84), h_pad=0.12, w_pad=0.1)
    figure = Figure(figsize=(11, 7.6), layout=room)
    # A for the policy, B for the one it is compared with, C and D below them.
    axes = figure.subplot_mosaic("AB;CD" if len(came.under) > 1 else "AA;CD", height_ratios=(1, 1.15))
    _draw_steps(came, [axes[name] for name in "AB" if name in axes])
    _draw_closing(came, axes["C"])
    _draw_telling(came, axes["D"])
    _write(figure, came)
    return figure


def _write(figure: Figure, came: Simulated) -> None:
    against = " and ".join(one.policy for one in came.under)
    audits = came.under[0].figures.audits
    figure.text(
        0.015,
        0.965,
        f"{audits} audit{'' if audits == 1 else 's'} simulated under {against}",
        fontsize=14,
        weight="bold",
    )
    figure.text(
        0.015, 0.94, f"{day_in_words(came.first)} to {day_in_words(came.until)}, seed {came.wish.seed}", color=_QUIET
    )
    behaviour = came.wish.behaviour
    assumed = f"Assumed behaviour, not fact ({behaviour.title}): {behaviour.in_short}."
    figure.text(0.015, 0.012, fill(assumed, 175), color=_INK, fontsize=8, va="bottom", linespacing=1.3)


def _draw_steps(came: Simulated, axes: list[Axes]) -> None:
    found, named = periods([one.figures.months for one in came.under], MOST_BARS)
    levels = sorted({level for one in came.under for level in one.figures.levels})
    highest = max([1, *(steps for one in found for steps in one.steps)])
    for number, (axis, under) in enumerate(zip(axes, came.under, strict=True)):
        _stack(axis, found, number, levels)
        axis.set_title(f"Steps up a ladder under {under.policy}: {under.figures.escalations:,}")
        axis.set_xlabel(named)
        axis.set_ylabel(f"steps in a {named}")
        axis.set_ylim(0, highest * 1.3)  # room for the legend
        if levels:
            axis.legend(
                title="level", frameon=False, ncols=len(levels), loc="upper right", fontsize=8, title_fontsize=8
            )


def _stack(axis: Axes, found: list[Period], number: int, levels: list[int]) -> None:
    places, under = range(len(found)), [0] * len(found)
    for level, colour in zip(levels, _shades(len(levels)), strict=True):
        steps = [one.levels[number].get(level, 0) for one in found]
        axis.bar(places, steps, bottom=under, width=0.85, color=colour, label=str(level))
        under = [a + b for a, b in zip(under, steps, strict=True)]
    every = max(1, len(found) // 8)
    axis.set_xticks(list(places)[::every], [one.name for one in found][::every], rotation=30, ha="right")
    axis.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axis.yaxis.grid(color=_GRID)


def _shades(number: int) -> list[tuple[float, ...]]:
    """From light to dark: how far up the line is seen without telling colours apart, and in print."""
    shades = colormaps["Blues"]
    return [shades(0.3 + 0.65 * one / max(number - 1, 1)) for one in range(number)]


def _draw_closing(came: Simulated, axis: Axes) -> None:
    for one, colour, style in zip(came.under, _POLICIES, _STYLES, strict=False):
        took, audits = one.figures.days_to_close, max(one.figures.audits, 1)
        shares = [100 * number / audits for number in range(len(took) + 1)]
        axis.step([0, *took], shares, where="post", color=colour, linestyle=style, linewidth=2, label=_took(one))
    axis.set_title("How soon audits close")
    axis.set_xlabel("days since the audit began")
    axis.set_ylabel("audits closed")
    axis.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0f}%"))
    axis.set_ylim(0, 100)
    axis.set_xlim(left=0)
    axis.grid(color=_GRID)
    axis.legend(frameon=False, loc="upper left", fontsize=8)


def _took(one: Under) -> str:
    figures = one.figures
    middle = f"median {figures.median_days:,.0f} days" if figures.median_days is not None else "none closed"
    return f"{one.policy}: {figures.closed} closed, {middle}, {figures.still_open} open"


def _draw_telling(came: Simulated, axis: Axes) -> None:
    kinds = {kind for one in came.under for kind in one.figures.notices_by_kind}
    ordered = sorted(kinds, key=lambda kind: (-_most(came, kind), kind))[:MOST_KINDS][::-1]
    height = 0.8 / len(came.under)
    for number, (one, colour) in enumerate(zip(came.under, _POLICIES, strict=False)):
        places = [place + (len(came.under) - 1 - 2 * number) * height / 2 for place in range(len(ordered))]
        counts = [one.figures.notices_by_kind.get(kind, 0) for kind in ordered]
        bars = axis.barh(
            places, counts, height=height * 0.92, color=colour, label=f"{one.policy}: {one.figures.notices:,}"
        )
        axis.bar_label(bars, labels=[f"{count:,}" for count in counts], padding=3, fontsize=7.5, color=_QUIET)
    axis.set_yticks(range(len(ordered)), [kind.replace("_", " ") for kind in ordered])
    axis.set_title("Notices people would get, by what they say")
    axis.set_xlabel("notices")
    axis.xaxis.grid(color=_GRID)
    axis.xaxis.set_major_formatter(FuncFormatter(lambda count, _: f"{count:,.0f}"))
    axis.margins(x=0.12)
    axis.legend(frameon=False, loc="lower right", fontsize=8)


def _most(came: Simulated, kind: str) -> int:
    return max(one.figures.notices_by_kind.get(kind, 0) for one in came.under)
