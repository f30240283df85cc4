"""The page about access says what the table does."""

from pathlib import Path

from api.access import Capability
from api.http.access_page import page
from api.http.access_words import WHY

PAGE = Path(__file__).parents[3] / "docs" / "access.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m api.http.access_page > docs/access.md"


def test_each_capability_has_its_reason() -> None:
    assert set(WHY) == set(Capability)


def test_routes_stand_under_what_opens_them() -> None:
    said = page()

    assert "- **judge standards**" in said
    assert "  `POST /v1/audits/{audit_id}/judge`" in said
    assert "`GET /v1/event-types`" in said.split("Open to everybody")[1]
