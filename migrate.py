"""Brings the database of the settings up to this version's tables."""

import asyncio
import sys

from runtime.errors import MachineryError
from runtime.settings import Settings
from storage.migrate import upgrade

if __name__ == "__main__":
    try:
        asyncio.run(upgrade(Settings.read().database_url))
    except MachineryError as failure:
        sys.exit(str(failure))
