"""The folder of the council's rules: each framework read once, with the calendar it counts on."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from api.access import Role
from api.errors import BadInput
from api.roles_file import read_roles
from domain.calendar import Calendar, CalendarUnreadable, read_calendar
from domain.framework import Framework
from domain.framework_file import FrameworkUnreadable, read_framework

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class UnknownFramework(ValueError):
    """No policy of this name is in the folder."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"There is no framework {name}: write one of {', '.join(known) or 'none yet'}.")


class Policies:
    """Frameworks by name."""

    def __init__(self, folder: Path, instead: Framework | None = None) -> None:
        """`instead`: a framework that stands in place of the folder's own of that name."""
        self._folder = folder
        self._frameworks: dict[str, Framework] = {instead.framework: instead} if instead else {}
        self._calendars: dict[str, Calendar] = {}
        self._meanings: Mapping[str, Role] | None = None
        self._current: Mapping[str, Calendar] = {}

    def anew(self) -> "Policies":
        """The same folder, of which nothing has been read yet."""
        return Policies(self._folder)

    def counting_by(self, current: Mapping[str, Calendar]) -> "Policies":
        """The same rules and what has been read of them, counting by these snapshots: by calendar, the current one."""
        other = Policies(self._folder)
        other._frameworks, other._calendars = self._frameworks, self._calendars
        other._meanings, other._current = self._meanings, current
        return other

    def framework(self, name: str) -> Framework:
        """The framework of this name; raises UnknownFramework, or BadInput with the policy's line."""
        if name not in self._frameworks:
            self._frameworks[name] = self._read(name)
        return self._frameworks[name]

    def named(self, name: str) -> Framework:
        """The framework of this name, or that of a policy file anywhere; raises what `framework` does."""
        path = Path(name)
        return _read_file(path) if path.suffix in (".yaml", ".yml") else self.framework(name)

    def with_framework(self, framework: Framework) -> "Policies":
        """The same folder, with this framework in place of its own of that name."""
        return Policies(self._folder, framework)

    def calendar(self, framework: Framework, start: date) -> Calendar:
        """The days off that the framework counts with, from shortly before `start` on; raises BadInput."""
        return self.whole_calendar(framework).since(start)

    def whole_calendar(self, framework: Framework) -> Calendar:
        """The same with all its years; raises BadInput."""
        name = framework.calendar
        if name not in self._calendars:
            self._calendars[name] = self._read_calendar(name)
        in_folder = self._calendars[name]
        return self._current.get(in_folder.name, in_folder)

    def calendars(self) -> dict[str, Calendar]:
        """By their own names, the calendars that the frameworks count with; raises BadInput."""
        found = [self.whole_calendar(self.framework(name)) for name in self.known()]
        return {one.name: one for one in found}

    def known(self) -> list[str]:
        """The names of the frameworks there are."""
        return sorted(path.stem for path in self._folder.glob("*.yaml"))

    def of_complaints(self) -> list[Framework]:
        """The frameworks that say who answers a complaint which another system sends; raises BadInput."""
        found = [self.framework(name) for name in self.known()]
        return [one for one in found if one.complaint and one.complaint.answered_by]

    def drawing(self) -> list[str]:
        """The names of those by which some audits are drawn for moderation; by a file with a slip none is."""
        return [name for name in self.known() if self._is_drawing(name)]

    def _is_drawing(self, name: str) -> bool:
        with suppress(BadInput, UnknownFramework):
            rule = self.framework(name).moderation
            return rule is not None and rule.is_drawn
        return False

    def roles(self) -> frozenset[str]:
        """Every role of every framework; raises BadInput with the policy's line."""
        return frozenset(role for name in self.known() for role in self.framework(name).known_roles)

    def safety_roles(self) -> frozenset[str]:
        """The roles that are told at once of a safety concern; raises BadInput with the policy's line."""
        frameworks = [self.framework(name) for name in self.known()]
        return frozenset(one.safety.tell for one in frameworks if one.safety)

    def meanings(self) -> Mapping[str, Role]:
        """What each role of the directory is to the doors; raises BadInput with the file's line."""
        if self._meanings is None:
            path = self._folder / "access" / "roles.yaml"
            try:
                self._meanings = read_roles(path.read_text(encoding="utf-8"), str(path))
            except (FileNotFoundError, UnicodeDecodeError):
                raise BadInput(
                    str(path), "it is not there, or no text: write what each role is to the doors."
                ) from None
        return self._meanings

    def path(self, name: str) -> Path:
        """The file that a framework of this name is read from."""
        return self._folder / f"{name}.yaml"

    def _read(self, name: str) -> Framework:
        path = self.path(name)
        if not _NAME.fullmatch(name) or not path.is_file():
            raise UnknownFramework(name, self.known())
        framework = _read_file(path)
        if framework.framework != name:
            raise BadInput(str(path), f"it calls itself {framework.framework}: name it {framework.framework}.yaml.")
        return framework

    def _read_calendar(self, name: str) -> Calendar:
        path = self._folder / "calendars" / f"{name}.json"
        try:
            return read_calendar(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise BadInput(str(path), "there is no such calendar: add it, or name another in the policy.") from None
        except CalendarUnreadable as error:
            raise BadInput(str(path), f"{error}.") from None


def _read_file(path: Path) -> Framework:
    try:
        return read_framework(path.read_text(encoding="utf-8"), str(path))
    except FrameworkUnreadable as error:
        place, _, sentence = str(error).partition(": ")
        raise BadInput(place, sentence) from None
    except UnicodeDecodeError:
        raise BadInput(str(path), "this is not text in UTF-8: save the file as UTF-8.") from None
    except OSError:
        raise BadInput(str(path), "it cannot be read: check its name, and that you may read it.") from None
