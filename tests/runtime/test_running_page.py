"""The operators' page knows every setting, and its examples are what the programs take."""

import re
from datetime import timedelta

import pytest

from api.forms import AuditForm
from domain.directory import Person
from runtime.settings import CHECKOUT, Settings

PAGE = (CHECKOUT / "docs" / "running.md").read_text()
ROWS = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", PAGE, re.MULTILINE))
OF_TEMPORALS_SDK = {
    *("TEMPORAL_API_KEY", "TEMPORAL_TLS", "TEMPORAL_TLS_SERVER_CA_CERT_PATH", "TEMPORAL_TLS_CLIENT_CERT_PATH"),
    *("TEMPORAL_TLS_CLIENT_KEY_PATH", "TEMPORAL_TLS_SERVER_NAME", "TEMPORAL_CONFIG_FILE", "TEMPORAL_PROFILE"),
}
READ_FROM_THEM = "TEMPORAL_ACCESS"
NAMES = {str(field.validation_alias or name).upper(): field for name, field in Settings.model_fields.items()}


def example(name: str) -> str:
    found = re.search(rf"<!-- {name}: begin -->\n```json\n(.+)\n```", PAGE)
    assert found
    return found[1]


def test_every_setting_has_its_row_and_no_row_is_too_many() -> None:
    assert ROWS.keys() == NAMES.keys() - {READ_FROM_THEM} | OF_TEMPORALS_SDK


@pytest.mark.parametrize("name", [name for name, field in NAMES.items() if isinstance(field.default, int | timedelta)])
def test_a_row_says_the_default(name: str) -> None:
    assert ROWS[name] == f"`{NAMES[name].default}`"


def test_the_examples_can_be_read() -> None:
    audit = AuditForm.model_validate_json(example("audit"))
    person = Person.model_validate_json(example("person"))

    assert audit.worker == person.person
