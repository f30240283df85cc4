"""An import's drafts: what is known of a report before anything is started."""

from datetime import UTC, datetime

import pytest

from api.errors import Place
from api.ofsted.files import Inspections
from api.ofsted.importing import Import, NotYetPublished
from api.openings import Ground
from api.policies import Policies
from domain.values import TextRef
from tests.api.council import POLICIES
from tests.api.test_ofsted import an_inspection, people

BEFORE = datetime(2015, 1, 5, 12, tzinfo=UTC)


def test_a_report_that_is_still_to_come_has_no_past_to_import() -> None:
    inspection = an_inspection()
    read = Inspections({Place("inspections.jsonl", 1): inspection}, ())
    coming = Import(read, Ground(Policies(POLICIES), people(), BEFORE), is_past=True)

    with pytest.raises(NotYetPublished, match="is still to come: correct the date"):
        coming.opening(inspection, lambda text: TextRef(id=text, digest="d"))
