"""The table of notices in docs/notices.md, made from the words themselves: `python -m activities.letters.table`."""

from pathlib import Path

from activities.letters.catalogue import CATALOGUE
from activities.letters.words import Words

PAGE = Path(__file__).parents[2] / "docs" / "notices.md"
BEGIN, END = "<!-- notices: begin -->", "<!-- notices: end -->"
_PLACES = {
    "due": "*by its date*",
    "owner": "*the owner*",
    "role": "*role*",
    "level": "*number*",
    "standards": "*the standards*",
    "because": "*because …*",
    "moved_by": "*the rules, the grade or the bank holidays are others*",
    "counted": "*the return, a decision, the end of a watch*",
    "asked": "*what was asked by the date before*",
    "audits": "*number*",
    "place": "*team or service*",
}


def table() -> str:
    """A Markdown table, one row a notice; facts stand in italics."""
    head = ["| notice | goes to | title of the mail | says | asks | answered by |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(notice, words) for notice, words in CATALOGUE.items())])


def renewed(page: str) -> str:
    """The page with its table made anew; raises ValueError when its two marks are not there."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{PAGE.name} lacks the marks of its table: put {BEGIN} and {END} back.")
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def _row(notice: str, words: Words) -> str:
    says, asks = (text.format_map(_PLACES) or "–" for text in (words.says, words.asks))
    answers = ", ".join(_answers(words)) or "–"
    return f"| `{notice}` | {words.to} | {words.title} | {says} | {asks} | {answers} |"


def _answers(words: Words) -> list[str]:
    own = [f"`{command}`" for command in words.answers]
    return own + [f"`{command}` by somebody entitled" for command in words.handed_on]


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text()))
