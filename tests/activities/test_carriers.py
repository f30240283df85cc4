"""What carries things out of the house is put together, or is refused, before anything is carried."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from activities.channels.couriers import ChannelCouriers
from activities.channels.webhooks import WebhookCourier
from activities.courier import Courier
from runtime.errors import SettingRefused
from runtime.settings import Settings
from storage.database import Database
from worker import build_carriers

URL = "postgresql+psycopg://here/audits"
MINUTE = timedelta(minutes=1)


def settings(folder: Path, **given: Any) -> Settings:
    return Settings(database_url=URL, temporal_address="here:7233", smtp_url="smtp://here:2525", data=folder, **given)


def test_there_is_one_for_mail_one_for_channels_and_one_for_webhooks(tmp_path: Path) -> None:
    ways = build_carriers(Database(URL), settings(tmp_path))

    assert [type(one) for one in ways] == [Courier, ChannelCouriers, WebhookCourier]


@pytest.mark.parametrize("limit", [MINUTE, 2 * MINUTE])
def test_a_limit_that_outlasts_the_lease_is_refused_before_any_channel_is_wanted(
    tmp_path: Path, limit: timedelta
) -> None:
    with pytest.raises(SettingRefused, match=r"60 s must be longer .* raise COURIER_LEASE, or lower WEBHOOK_LIMIT\.$"):
        build_carriers(Database(URL), settings(tmp_path, courier_lease=MINUTE, webhook_limit=limit))
