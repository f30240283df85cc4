"""What a council's roles are to the doors is data; no right that a policy gives is taken away by it."""

from pathlib import Path

import pytest

from api.access import Capability, Role, reach, roles_of
from api.errors import BadInput
from api.http.commands import ON_ACTION, ON_AUDIT
from api.policies import Policies
from api.roles_file import read_roles
from domain.framework import Framework
from tests.policies.files import NAMES, POLICIES, framework_of

MEANINGS = Policies(POLICIES).meanings()
CAPABILITY = {one.kind: one.capability for one in (*ON_ACTION, *ON_AUDIT)}
FIELD = {"verify": "verify", "send_back": "verify", "judge": "judge", "measure": "measure", "add_action": "add",
         "cancel": "cancel", "hand_over": "hand_over", "withdraw": "withdraw"}  # fmt: skip
"""Which line of a policy's `authority` says who may give a command."""


def holders(framework: Framework, field: str) -> list[str]:
    """The roles that may: those listed, or one of the reporting line and all above it."""
    given = getattr(framework.authority, field)
    if isinstance(given, str):
        return list(framework.line[framework.line.index(given) :])
    return list(given)


@pytest.mark.parametrize("name", NAMES)
def test_every_role_of_every_policy_has_a_meaning(name: str) -> None:
    framework = framework_of(name)

    assert {*framework.line, *framework.roles} - MEANINGS.keys() == set()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", FIELD)
def test_whoever_a_policy_lets_give_a_command_the_doors_let_in(name: str, kind: str) -> None:
    shut = [role for role in holders(framework_of(name), FIELD[kind]) if not reach(CAPABILITY[kind], [MEANINGS[role]])]

    assert shut == []


@pytest.mark.parametrize("name", NAMES)
def test_whoever_a_policy_lets_operate_the_doors_let_in(name: str) -> None:
    assert reach(Capability.OPERATE, [MEANINGS[framework_of(name).authority.operate]])


def test_a_councils_own_role_is_given_a_meaning_on_one_line() -> None:
    meanings = read_roles("group_manager: manager\nchild_protection_chair: auditor\n", "roles.yaml")

    assert roles_of(["group_manager", "first_aider"], meanings) == {Role.MANAGER}
    assert roles_of(["group_manager", "child_protection_chair"], meanings) == {Role.MANAGER, Role.AUDITOR}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("auditor: auditor\nchief: boss\n", "roles.yaml line 2: chief: boss opens nothing: write one of practitioner"),
        ("chief: [manager]\n", "roles.yaml line 1: chief"),
        ("auditor: auditor\nauditor: operator\n", "roles.yaml line 2"),
        ("- auditor\n", "roles.yaml line 1"),
        ("", "roles.yaml line 1"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_roles(text, "roles.yaml")

    assert str(refused.value).startswith(said)


def test_a_folder_without_the_file_opens_no_doors(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"roles\.yaml: it is not there"):
        Policies(tmp_path).meanings()
