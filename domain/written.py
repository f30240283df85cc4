"""A policy file as it was written: its plain values, and the line that each of them stands on."""

import re
from typing import Any

import yaml
from typing_extensions import override

from domain.slips import Where

LONGEST = 200_000  # characters; the longest policy we know is a fifth of that
DEEPEST = 20
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")


class Unwritable(ValueError):
    """Text that no policy can be read from: what to put right, the line, and the keys that lead there."""

    def __init__(self, line: int, sentence: str, where: Where = ()) -> None:
        self.line, self.where = line, where
        super().__init__(sentence)


class Written:
    """The values of a file, as dicts, lists, strings, whole numbers and None; and where they stand."""

    def __init__(self, text: str) -> None:
        """Raises Unwritable when the text is not plain YAML with a mapping at its top."""
        self._lines: dict[Where, int] = {(): 1}
        self.values = self._read(_top_of(text), ())

    def line(self, where: Where) -> int:
        """The line of a place, or of the nearest place around it that was written."""
        while where not in self._lines:
            where = where[:-1]
        return self._lines[where]

    def _read(self, node: yaml.Node, where: Where) -> Any:
        self._lines.setdefault(where, _line(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self._read(item, (*where, number)) for number, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key_node, value in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise Unwritable(_line(key_node), "a key must be one plain word: write it without brackets", where)
            if key in read:
                first = self._lines[(*where, key)]
                raise Unwritable(_line(key_node), f"{key} is already there at line {first}: keep one of them", where)
            self._lines[(*where, key)] = _line(key_node)
            read[key] = self._read(value, (*where, key))
        return read


class _PlainLoader(yaml.SafeLoader):
    """Builds nodes only; parts that repeat by alias are refused, so a short text is never a long policy."""

    depth = 0

    @override
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise Unwritable(line, f"*{event.anchor} repeats another part of the file: write it out in full")
        if getattr(event, "tag", None):
            raise Unwritable(line, f"{event.tag} asks for a value of its own kind: write a plain value")
        if self.depth == DEEPEST:
            raise Unwritable(line, f"the file is nested more than {DEEPEST} deep: no policy needs that")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _top_of(text: str) -> yaml.MappingNode:
    if len(text) > LONGEST:
        raise Unwritable(1, f"the file has more than {LONGEST:,} characters: no policy is that long")
    node = _compose(text)
    if node is None:
        raise Unwritable(1, "the file is empty: begin with framework, version and title")
    if not isinstance(node, yaml.MappingNode):
        raise Unwritable(_line(node), "the file must be keys with values: begin with framework, version and title")
    return node


def _compose(text: str) -> yaml.Node | None:
    try:
        return _PlainLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Unwritable(line, f"this is not YAML: {_problem(error)}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unwritable(line, "this is not YAML: it holds a character that no text has") from None


def _problem(error: yaml.MarkedYAMLError) -> str:
    said = error.problem or error.context or "it ends too early"
    return f"{error.context}, {said}" if said.startswith("but ") and error.context else said


def _scalar(node: yaml.Node) -> str | int | None:
    text: str = node.value
    if node.style:  # type: ignore[attr-defined]  # quoted: meant as text
        return text
    if text in ("", "~", "null"):
        return None
    # YAML's other guesses (no is false, 10:00 is 600) are never what a policy means.
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
