"""What the API answers when it does not do as asked, as the same errors that are raised beside the engine."""

import httpx
from pydantic import BaseModel, ValidationError

from api.errors import DoorError, Refused

NOT_SIGNED_IN, MALFORMED = 401, 422
NOT_KNOWN = "urn:auditloop:problem:not-known"


class SignInNeeded(DoorError):
    def __init__(self, detail: str) -> None:
        why = detail.rstrip(".")
        super().__init__(
            f"The API does not know you ({why}): run `starter.py login --as NAME`, or renew AUDITLOOP_TOKEN."
        )


class NotTheApi(DoorError):
    def __init__(self, url: str, answer: httpx.Response) -> None:
        kind = answer.headers.get("content-type", "nothing").partition(";")[0]
        super().__init__(
            f"What answers at {url} is not the API (status {answer.status_code}, {kind}): check the address, "
            "and what stands between."
        )


class NobodyAnswers(DoorError):
    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"No API can be reached at {url} ({reason}): check the address, and that it is up.")


class Lost(DoorError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"The API at {url} did not answer, and what became of it is not known: do it again, which is safe."
        )


class Unanswered(DoorError):
    def __init__(self, url: str) -> None:
        super().__init__(f"The API at {url} did not answer: try again in a moment.")


class NotTaken(DoorError):
    """What was handed in cannot be used."""

    status = 2


class _Slip(BaseModel):
    pointer: str
    detail: str


class Heard(BaseModel):
    """A problem, as far as it matters here."""

    type: str = ""
    detail: str
    rule: str | None = None
    errors: list[_Slip] | None = None


def problem_of(answer: httpx.Response) -> Heard | None:
    """What the API says is wrong; None when it is not the API that speaks."""
    try:
        return Heard.model_validate_json(answer.content)
    except ValidationError:
        return None


def error_of(url: str, answer: httpx.Response) -> DoorError:
    """The error that an answer which is none stands for."""
    heard = problem_of(answer)
    if heard is None:
        return NotTheApi(url, answer)
    if answer.status_code == NOT_SIGNED_IN:
        return SignInNeeded(heard.detail)
    if answer.status_code == MALFORMED:
        return NotTaken(_slip_in_words(heard))
    return Refused(heard.rule, heard.detail) if heard.rule else DoorError(heard.detail)


def _slip_in_words(heard: Heard) -> str:
    """Its place as the command line writes places, without the slashes of a pointer."""
    slips = [one for one in heard.errors or () if one.pointer]
    if not slips:
        return heard.detail
    first = slips[0]
    return f"{first.pointer.strip('/').replace('/', '.')}: {first.detail.rstrip('.')}."
