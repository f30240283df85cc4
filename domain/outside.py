"""Among whom somebody is looked for when a second look needs a colleague from outside, not somebody above."""

from hashlib import sha256

from domain.values import Key, Value


class Outside(Value):
    """Neither of the audited team, nor one of those whom the audit is about; the lot spreads audits over the rest."""

    team: Key
    never: tuple[Key, ...] = ()
    lot: str
    """The same audit comes to the same person again, for as long as they are there."""

    def place(self, person: Key) -> str:
        """Where this audit puts somebody among all who could be asked; the least is asked first."""
        return sha256(f"{self.lot}/{person}".encode()).hexdigest()
