"""Many commands from a file, beside the engine and through the API: each happens once, whatever was refused before."""

import json
from pathlib import Path
from typing import Any

from tests.api.http.far import Far

COLUMNS = "audit,command,action,by,owner,note,evidence"
EVIDENCE = f"Plan=sha256:{'a' * 64}"


def a_file(folder: Path, *rows: str) -> Path:
    path = folder / "commands.csv"
    path.write_text("\n".join((COLUMNS, *rows)))
    return path


async def rows(far: Far, *words: str | Path) -> list[dict[str, Any]]:
    """What became of each, whatever the status."""
    said = await far.type("bulk", *words, "--json")
    answer: list[dict[str, Any]] = json.loads(said.out)["rows"]
    return answer


def outcomes(found: list[dict[str, Any]]) -> list[str]:
    return [one["outcome"] for one in found]


async def test_what_was_refused_is_tried_again_and_what_was_done_is_not(
    far: Far, audit_id: str, tmp_path: Path
) -> None:
    await far.house.start(audit_id)
    owner = (await far.answer("show", audit_id))["actions"][0]["owner"]
    far.sign_in(owner)
    file = a_file(
        tmp_path, f"{audit_id},start,a-1,,,,", f"{audit_id},claim,a-1,,,Seen.,{EVIDENCE}", "nowhere,accept,a-1,,,,"
    )

    first = await rows(far, file)
    await far.house.give(audit_id, "quinn", "send_back", action_id="a-1", reason="The plan has no dates.")
    far.sign_in("quinn")
    verify = a_file(tmp_path, f"{audit_id},verify,a-1,quinn,,,")
    refused = [await rows(far, verify), await rows(far, verify)]
    evidence = [{"reference": "Plan", "digest": f"sha256:{'b' * 64}"}]
    await far.house.give(audit_id, owner, "claim", action_id="a-1", note="Dates are in.", evidence=evidence)
    done, again = await rows(far, verify), await rows(far, verify)

    assert outcomes(first) == ["done", "done", "refused"]
    assert "There is no audit nowhere" in first[2]["because"]
    assert [outcomes(one) for one in refused] == [["refused"], ["refused"]]
    assert (outcomes(done), outcomes(again)) == (["done"], ["already done"])
    story = await far.answer("history", audit_id)
    assert [one["kind"] for one in story].count("action_verified") == 1


async def test_a_file_is_given_again_beside_the_engine_and_nothing_happens_twice(
    far: Far, audit_id: str, tmp_path: Path
) -> None:
    await far.house.start(audit_id)
    file = a_file(tmp_path, f"{audit_id},reassign,a-1,hal,tess,,", f"{audit_id},verify,a-1,quinn,,,")

    first = await far.beside("bulk", file)
    again = await far.beside("bulk", file)
    somebody_else = await far.type("bulk", file)

    assert first.status == again.status == 1
    assert first.err == "1 of 2 rows were not done: correct them, and give the file again.\n"
    assert "2    " + audit_id in first.out
    assert "1 done, 1 refused" in first.out
    assert "1 already done, 1 refused" in again.out
    assert "you are signed in as quinn" in somebody_else.out
