"""Brings the database of the settings up to this version's tables."""

import asyncio
import sys

from sqlalchemy.exc import OperationalError

from runtime.errors import MachineryError
from runtime.settings import Given
from storage.database import AddressUnreadable
from storage.migrate import upgrade

TURNED_AWAY = "the database turned us away: check user, password and database name in DATABASE_URL"

if __name__ == "__main__":
    try:
        asyncio.run(upgrade(Given.database()))
    except (MachineryError, AddressUnreadable) as failure:
        sys.exit(str(failure))
    except OperationalError:  # its own words quote the address
        sys.exit(TURNED_AWAY)
