"""Log lines are JSON for machines and go to stderr, whoever wrote them."""

import json
import subprocess
import sys

from runtime.settings import CHECKOUT

PROGRAM = """
import logging, structlog
from runtime.logs import configure_logs
configure_logs(form="json", level="INFO")
structlog.get_logger("ours").info("action_recorded", action_id="a-1")
structlog.get_logger("ours").debug("unheard")
logging.getLogger("theirs").warning("slow by %s s", 3)
"""
POSTING = """
import asyncio
from datetime import timedelta
from activities.channels.named import NamedChannel
from activities.channels.posting import Poster
from domain.reach import Reach
from runtime.logs import configure_logs
from storage.parcel import Parcel
from tests.activities.letters_of_each_kind import NINE, a_letter
from tests.activities.receiver import open_receiver

async def post():
    poster = Poster(Reach(["127.0.0.0/8"]), limit=timedelta(seconds=20))
    async with open_receiver() as receiver:
        for address in (f"{receiver.url}?sig=s3cret", f"{receiver.url.replace('http', 'json')}/s3cret"):
            channel = NamedChannel("x", poster, {"CHANNEL_X": address}.get)
            await channel.send(Parcel("one", (a_letter(),)), None, NINE)
        print([one.path for one in receiver.got])

configure_logs(form="json", level="DEBUG")
asyncio.run(post())
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True)


def test_our_lines_and_those_of_libraries_look_alike() -> None:
    ran = run(PROGRAM)

    lines = [json.loads(line) for line in ran.stderr.splitlines()]

    assert ran.stdout == ""
    assert [line["event"] for line in lines] == ["action_recorded", "slow by 3 s"]
    assert lines[0]["action_id"] == "a-1"
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_where_a_card_was_posted_is_in_no_line() -> None:
    ran = run(POSTING)

    assert ran.stdout.strip() == "['/hook?sig=s3cret', '/hook/s3cret']"
    assert "s3cret" not in ran.stderr
    assert "127.0.0.1" not in ran.stderr
