"""The log is chained: what was written can be checked, and whatever was touched is found."""

from domain import events as e
from domain.chain import Head, Link, digest_of, end_of, linked
from tests.builders import a_finding, a_start, on
from tests.life import Life


def a_log() -> list[e.AnyEvent]:
    return Life(a_start(a_finding(finding_id="f-1"))).wait(on("2026-11-24 10:00")).log


def verified(links: list[Link]) -> bool:
    digest = ""
    for link in links:
        digest = digest_of(digest, link.body)
        if digest != link.digest:
            return False
    return True


def test_pages_chained_one_after_another_make_the_chain_of_the_whole() -> None:
    log = a_log()
    first = linked(Head(), log[:3])

    rest = linked(end_of(Head(), first), log[3:])

    assert [*first, *rest] == linked(Head(), log)
    assert end_of(Head(), rest).seq == len(log)


def test_the_end_of_an_empty_page_is_where_it_began() -> None:
    head = Head(seq=3, digest="abc")

    assert end_of(head, linked(head, [])) == head


def test_a_body_that_was_touched_breaks_the_chain() -> None:
    links = linked(Head(), a_log())
    touched = links[4].model_copy(update={"body": links[4].body.replace("wren", "robin")})

    assert verified(links)
    assert not verified([*links[:4], touched, *links[5:]])


def test_an_event_taken_out_or_put_elsewhere_breaks_the_chain() -> None:
    links = linked(Head(), a_log())

    assert not verified([*links[:4], *links[5:]])
    assert not verified([*links[:4], links[5], links[4], *links[6:]])


def test_what_is_read_from_a_body_is_the_event_that_was_written() -> None:
    log = a_log()

    assert [e.EVENT.validate_json(link.body) for link in linked(Head(), log)] == log


def test_a_field_that_still_says_nothing_is_not_written() -> None:
    bodies = [link.body for link in linked(Head(), a_log())]

    assert not any("null" in body for body in bodies)
    assert not any('"is_past"' in body for body in bodies)
