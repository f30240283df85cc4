"""The tables of the council's people."""

from sqlalchemy import ARRAY, Boolean, Column, Integer, Table, Text

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
)

DIRECTORY = Table(
    "directory",
    METADATA,
    Column("only", Boolean, primary_key=True, comment="One row: true."),
    Column("version", Integer, nullable=False, comment="Rises with each change of the people."),
    Column("loaded_at", Moment),
)
