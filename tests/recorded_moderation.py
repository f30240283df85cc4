"""The story of an audit that is drawn, graded anew and disputed, as it is recorded for replay."""

from tests.workflows.conftest import Handle, Stage
from tests.workflows.moderation_scene import decide, dispute, moderate, questioned, with_a_moderator
from tests.workflows.scenes import STANDARDS, a_start, claim, judge, verify


async def drawn_graded_anew_and_disputed(stage: Stage, name: str) -> Handle:
    """In the demo's seconds, drawn by the secret; nobody decides in time."""
    stage.effects.directory = with_a_moderator()
    handle = await stage.start(questioned(a_start(name, policy="demo", findings=2), "s", share=99))
    await stage.until(lambda: "moderation_drawn" in stage.kinds(name))
    await stage.act(handle, moderate("requires_improvement"))
    await stage.act(handle, dispute("a-1"))
    await stage.until(lambda: "escalated" in stage.kinds(name))
    await stage.act(handle, decide("a-1", "p-5", roles=("assistant_director",)))
    for action in ("a-1", "a-2"):
        await stage.act(handle, claim(action))
        await stage.act(handle, verify(action))
    for standard in STANDARDS[:2]:
        await stage.act(handle, judge(standard))
    await handle.result()
    return handle
