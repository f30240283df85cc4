"""What every value of the rules is made of."""

from datetime import timedelta

from pydantic import BaseModel

from tests.builders import MONDAY, a_start
from tests.life import Life


def test_a_changed_copy_is_what_pydantic_would_have_made() -> None:
    life = Life()

    for value in (life.audit, life.audit.rules, life.action.chase, life.log[-1], a_start()):
        name = next(iter(type(value).model_fields))
        for update in ({}, {name: "changed"}):
            ours, theirs = value.model_copy(update=update), BaseModel.model_copy(value, update=update)
            assert ours == theirs
            assert ours.model_fields_set == theirs.model_fields_set
            assert vars(ours) == vars(theirs)


def test_a_copy_changes_nothing_of_what_it_was_made_from() -> None:
    chase = Life().action.chase

    later = chase.model_copy(update={"due_at": MONDAY + timedelta(days=400)})

    assert chase.due_at < later.due_at
    assert chase.model_copy(deep=True) == chase
