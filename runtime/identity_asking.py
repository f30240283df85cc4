"""What programs may ask of the sign-in of this machine, and what must fit together: authorization code with PKCE."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

OF_THIS_MACHINE = r"^http://(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?$"


class Asked(BaseModel):
    """What a program asks for when it sends somebody to sign in."""

    response_type: Literal["code"]
    client_id: Literal["auditloop"]
    redirect_uri: Annotated[str, StringConstraints(pattern=OF_THIS_MACHINE)]
    scope: Annotated[str, StringConstraints(pattern=r"\bopenid\b")]
    state: Annotated[str, StringConstraints(min_length=8)]
    code_challenge: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
    code_challenge_method: Literal["S256"]
    nonce: str | None = None


class Redeemed(BaseModel):
    """What a program hands in for a token."""

    grant_type: Literal["authorization_code"]
    client_id: Literal["auditloop"]
    code: str
    redirect_uri: str
    code_verifier: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~-]{43,128}$")]

    def answers(self, asked: Asked) -> bool:
        """Whether the program that hands in the code is the one that it was given to."""
        seen = urlsafe_b64encode(sha256(self.code_verifier.encode()).digest()).rstrip(b"=")
        return compare_digest(seen, asked.code_challenge.encode()) and self.redirect_uri == asked.redirect_uri
