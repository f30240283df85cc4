"""The page that draws the life of an audit says what the rules do."""

from pathlib import Path

from domain.life import page

PAGE = Path(__file__).parents[2] / "docs" / "life.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text() == page(), "run: python -m domain.life > docs/life.md"


def test_the_page_draws_every_place() -> None:
    drawn = page()

    assert "checking --> closed : audit closed" in drawn
    assert "done_claimed --> verified : verify" in drawn
    assert 'state "handed over" as handed_over' in drawn
