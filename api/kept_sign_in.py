"""Who is signed in on this machine: one token at a time, in a private file of the data folder."""

from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.http.errors import NotSignedIn
from domain.values import Key
from runtime.stack import write_private

NAME = "sign-in.json"


class KeptSignIn(BaseModel):
    """A token, whose it is, who gave it, and until when it is good."""

    model_config = ConfigDict(frozen=True)

    issuer: str
    person: Key
    expires_at: datetime
    token: str = Field(repr=False)

    @classmethod
    def read(cls, data: Path, *, issuer: str, at: datetime) -> Self:
        """Raises NotSignedIn unless it is this issuer's and good at this moment."""
        try:
            kept = cls.model_validate_json((data / NAME).read_bytes())
        except (FileNotFoundError, ValidationError):
            raise NotSignedIn("Nobody is signed in here: use `starter.py login --as NAME`.") from None
        if kept.issuer != issuer or kept.expires_at <= at:
            raise NotSignedIn(f"{kept.person} is signed in no more: use `starter.py login --as {kept.person}`.")
        return kept

    def write(self, data: Path) -> Path:
        """For this user's eyes only; it takes the place of the last one."""
        data.mkdir(parents=True, exist_ok=True)
        write_private(data / NAME, self.model_dump_json(indent=2) + "\n")
        return data / NAME


def forget(data: Path) -> bool:
    """Whether somebody was signed in."""
    is_there = (data / NAME).exists()
    (data / NAME).unlink(missing_ok=True)
    return is_there
