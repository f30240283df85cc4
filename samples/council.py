"""The sample council as its files say: its people, and its audits."""

from pathlib import Path

from api.forms import AuditForm
from domain.directory import Directory, Person

SAMPLES = Path(__file__).parent
AUDITS, PEOPLE = SAMPLES / "audits.jsonl", SAMPLES / "people.jsonl"


def sample_people() -> Directory:
    """Everybody of the sample council."""
    people = [Person.model_validate_json(line) for line in _lines(PEOPLE)]
    return Directory(people={one.person: one for one in people})


def sample_audits(framework: str = "demo") -> list[AuditForm]:
    """The sample audits, to be started under this framework."""
    forms = [AuditForm.model_validate_json(line) for line in _lines(AUDITS)]
    return [form.model_copy(update={"framework": framework}) for form in forms]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
