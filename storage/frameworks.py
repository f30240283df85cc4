"""Each version of the council's rules that an audit has used, kept as it was."""

from datetime import datetime

from sqlalchemy import text

from domain.framework import Framework
from domain.framework_file import framework_digest
from storage.database import Database
from storage.errors import VersionTaken

_KEEP = text("""
    insert into frameworks (framework, version, digest, body, first_used_at)
    values (:framework, :version, :digest, :body, :at) on conflict do nothing
""")
_DIGEST = text("select digest from frameworks where framework = :framework and version = :version")
_GET = text("select body from frameworks where framework = :framework and version = :version")

_VERSIONS = text("select version from frameworks where framework = :framework order by version")


async def keep(database: Database, framework: Framework, *, at: datetime) -> bool:
    """Keeps a version; False if it was kept before. Raises VersionTaken if it was kept with other rules in it."""
    name = {"framework": framework.framework, "version": framework.version}
    said = {"digest": framework_digest(framework), "body": framework.model_dump_json(by_alias=True), "at": at}
    async with database.transaction() as connection:
        is_new = (await connection.execute(_KEEP, name | said)).rowcount
        if (await connection.execute(_DIGEST, name)).scalar_one() != said["digest"]:
            raise VersionTaken(framework.framework, framework.version)
        return bool(is_new)


async def get(database: Database, name: str, version: int) -> Framework | None:
    """The version as it was kept, or None."""
    async with database.transaction() as connection:
        given = {"framework": name, "version": version}
        body: str | None = (await connection.execute(_GET, given)).scalar_one_or_none()
    return Framework.model_validate_json(body, by_alias=True, by_name=False) if body else None


async def versions(database: Database, name: str) -> list[int]:
    """Which versions are kept, lowest first."""
    async with database.transaction() as connection:
        return list((await connection.execute(_VERSIONS, {"framework": name})).scalars())
