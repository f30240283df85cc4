"""The tables of the council's people."""

from sqlalchemy import ARRAY, Boolean, Column, Date, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables import METADATA, Moment

PEOPLE = Table(
    "people",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("mail", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("team", Text, nullable=False),
    Column("manager", Text),
    Column("deputy", Text, comment="Stands in whenever an absence names nobody."),
    Column("leaves_on", Date, comment="The last day of work."),
    Column("absences", JSONB, nullable=False, server_default="[]", comment="first_day, last_day, deputy of each."),
    Column("digest_at", Text, comment="A time of day, or at_once; null: as the policy says."),
    Column("channel", Text, nullable=False, server_default="mail", comment="By which they are told."),
)

DIRECTORY = Table(
    "directory",
    METADATA,
    Column("only", Boolean, primary_key=True, comment="One row: true."),
    Column("version", Integer, nullable=False, comment="Rises with each change of the people."),
    Column("loaded_at", Moment),
)
