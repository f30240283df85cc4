"""Counts of a standard as the desk from afar sends them to the API."""

from api.command_line.calling import Line, Sent
from api.http.measurement_shapes import Answers
from api.measurement import MeasurementForm, Said
from domain.values import Key


async def measure(line: Line, counts: MeasurementForm, key: Key) -> list[Said]:
    """What each open audit that the counts are about said to them."""
    answers = await line.post("/measurements", Sent(counts.model_dump(exclude_none=True), key), Answers)
    return [Said(**one.model_dump()) for one in answers.audits]
