"""What a power cut may leave of the files, out of the order in which they were written and synced.

What a disk keeps, and what it may do with the rest:

* What was written before a sync of the same file that returned is kept. Of what was written after it, any part may
  be there: none, a beginning, any choice in any order, each 512-byte sector by itself (a torn write), or noise
  in a sector that a write covered whole. A size may be kept without the data: noise stands there
  (https://sqlite.org/atomiccommit.html, sections 2 and 3.7: the size may grow before the content arrives).
* A write touches no byte outside of its range: "powersafe overwrite", which SQLite takes for granted on Unix
  (https://sqlite.org/psow.html); without it every write-ahead log would be padded to whole sectors. And a sector
  is old, new or noise as a whole; a mixture of old and new bytes within one is left out (atomiccommit.html,
  section 2).
* A name that was made, moved or taken away is so for good after a sync of its folder only. Until then any choice
  of these changes may be kept, as long as those of one name keep their order; so a deleted journal can come back,
  and a new one be missing. A rename is one change of both names (POSIX rename(2)). This is weaker than what
  journalling file systems do, which keep such changes in order.
"""

from __future__ import annotations

import operator
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePath

SECTOR = 512
FOLDER = -1
"""In place of a file's number. What is in a folder that is missing is missing too."""


@dataclass(frozen=True, slots=True)
class Write:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    file: int


@dataclass(frozen=True, slots=True)
class Naming:
    """Names of one folder that are made, moved or taken away together; None: the name is gone."""

    names: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class SyncFolder:
    folder: str


@dataclass(frozen=True, slots=True)
class Mark:
    """From here on the books may stand at this state; acknowledged: they may never stand at an earlier one."""

    state: int
    acknowledged: bool


Event = Write | Truncate | Sync | Naming | SyncFolder | Mark
Image = dict[str, bytes]


class Recorder:
    """The files as every program sees them, and what was done to them in order."""

    def __init__(self) -> None:
        self.log: list[Event] = []
        self.names: dict[str, int] = {}
        self.start: Image = {}
        self._files = 0

    def begin_with(self, image: Mapping[str, bytes]) -> None:
        """These are on the disk already."""
        for name, content in image.items():
            self.start[name] = content
            self.names[name] = self._files
            self._files += 1

    def created(self, name: str) -> int:
        file = self._files
        self._files += 1
        self.named((name, file))
        return file

    def named(self, *names: tuple[str, int | None]) -> None:
        for name, file in names:
            if file is None:
                self.names.pop(name, None)
            else:
                self.names[name] = file
        self.log.append(Naming(names))


@dataclass(slots=True)
class File:
    durable: bytes
    current: bytearray
    pending: list[Write | Truncate] = field(default_factory=list)


class Disk:
    """The log played up to some event: what is safe by then, and what is not."""

    def __init__(self, start: Mapping[str, bytes]) -> None:
        self.files = {number: File(content, bytearray(content)) for number, content in enumerate(start.values())}
        self.names = {name: number for number, name in enumerate(start)}
        self.namings: list[Naming] = []
        self._made_folders: set[str] = set()

    def play(self, event: Event) -> None:
        match event:
            case Write() | Truncate():
                file = self.files[event.file]
                _do(file.current, event)
                file.pending.append(event)
            case Sync():
                file = self.files[event.file]
                file.durable = bytes(file.current)
                file.pending.clear()
            case Naming():
                for name, number in event.names:
                    if number == FOLDER:
                        self._made_folders.add(name)
                    elif number is not None:
                        self.files.setdefault(number, File(b"", bytearray()))
                self.namings.append(event)
            case SyncFolder():
                for naming in self.namings:
                    if _folder(naming) == event.folder:
                        _rename(self.names, naming)
                self.namings = [naming for naming in self.namings if _folder(naming) != event.folder]
            case Mark():
                pass

    def image(self, content: Callable[[str, File], bytes], namings: Sequence[Naming]) -> Image:
        """What a start after the power cut finds."""
        names = dict(self.names)
        for naming in namings:
            _rename(names, naming)
        return {
            name: content(name, self.files[number])
            for name, number in names.items()
            if number != FOLDER
            and all(names.get(folder) == FOLDER for folder in self._made_folders.intersection(_above(name)))
        }


def plain_images(disk: Disk) -> Iterator[Image]:
    """The sharp corners of what may be left."""
    fates: tuple[Callable[[str, File], bytes], ...] = (
        lambda name, file: file.durable,
        lambda name, file: bytes(file.current),
        lambda name, file: _torn(file),
        lambda name, file: _late(file),
        lambda name, file: bytes(file.current) if _is_database(name) else file.durable,
        lambda name, file: file.durable if _is_database(name) else bytes(file.current),
    )
    for namings in _choices(disk.namings):
        for fate in fates if any(file.pending for file in disk.files.values()) else fates[:1]:
            yield disk.image(fate, namings)


def random_image(disk: Disk, chance: random.Random) -> Image:
    """Each file has a fate of its own."""

    def content(name: str, file: File) -> bytes:
        if not file.pending:
            return file.durable
        return chance.choice(_FATES)(file, chance)

    return disk.image(content, _without(disk.namings, lambda _: chance.random() < 0.5))


def _choices(namings: Sequence[Naming]) -> list[list[Naming]]:
    """None, all, all but one, and one alone."""
    choices: list[list[Naming]] = [[], list(namings)]
    for one in namings:
        choices += [
            _without(namings, partial(operator.is_, one)),
            _without(namings, partial(operator.is_not, one)),
        ]
    return [choice for number, choice in enumerate(choices) if choice not in choices[:number]]


def _without(namings: Sequence[Naming], lost: Callable[[Naming], bool]) -> list[Naming]:
    """With one that is lost go the later ones of the same names."""
    kept: list[Naming] = []
    gone: set[str] = set()
    for naming in namings:
        names = {name for name, _ in naming.names}
        if names & gone or lost(naming):
            gone |= names
        else:
            kept.append(naming)
    return kept


def _torn(file: File) -> bytes:
    """Everything, but of the last write a half of its sectors."""
    if not file.pending:
        return file.durable
    last = file.pending[-1]
    parts = _sectors(last) if isinstance(last, Write) else []
    return _played(file.durable, [*file.pending[:-1], *parts[: len(parts) // 2]])


def _late(file: File) -> bytes:
    """The last write overtook the others."""
    return _played(file.durable, file.pending[-1:])


def _beginning(file: File, chance: random.Random) -> bytes:
    count = chance.randint(0, len(file.pending))
    kept = list(file.pending[:count])
    if count < len(file.pending) and isinstance(torn := file.pending[count], Write):
        parts = _sectors(torn)
        kept += parts[: chance.randint(0, len(parts))]
    return _played(file.durable, kept)


def _choice(file: File, chance: random.Random) -> bytes:
    likely = chance.choice((0.1, 0.5, 0.9))
    return _played(file.durable, [each for each in file.pending if chance.random() < likely])


def _any_order(file: File, chance: random.Random) -> bytes:
    kept = [each for each in file.pending if chance.random() < 0.9]
    chance.shuffle(kept)
    return _played(file.durable, kept)


def _each_sector_by_itself(file: File, chance: random.Random) -> bytes:
    newest: dict[int, int] = {}
    kept: list[Write | Truncate] = []
    for number, each in enumerate(file.pending):
        if isinstance(each, Truncate):
            kept += [each] if chance.random() < 0.5 else []
            continue
        for part in _sectors(each):
            last = newest.setdefault(part.offset // SECTOR, chance.randint(0, len(file.pending)))
            kept += [part] if number < last else []
    return _played(file.durable, kept)


def _noise(file: File, chance: random.Random) -> bytes:
    """The size is there, and of a write that ends in no synced sector some are noise."""
    kept: list[Write | Truncate] = []
    for each in file.pending:
        for part in _sectors(each) if isinstance(each, Write) else ():
            fate = chance.random()
            if fate < 0.4:
                kept.append(part)
            elif fate < 0.6 and (len(part.data) == SECTOR or part.offset >= len(file.durable)):
                kept.append(Write(part.file, part.offset, chance.randbytes(len(part.data))))
    content = bytearray(_played(file.durable, kept))
    if len(content) < len(file.current):
        content += chance.randbytes(len(file.current) - len(content))
    return bytes(content)


_FATES: tuple[Callable[[File, random.Random], bytes], ...] = (
    lambda file, chance: file.durable,
    lambda file, chance: bytes(file.current),
    _beginning,
    _choice,
    _any_order,
    _each_sector_by_itself,
    _noise,
)


def _played(content: bytes, changes: Sequence[Write | Truncate]) -> bytes:
    changed = bytearray(content)
    for change in changes:
        _do(changed, change)
    return bytes(changed)


def _do(content: bytearray, change: Write | Truncate) -> None:
    """A gap reads as zeros."""
    if isinstance(change, Truncate):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.data)] = change.data


def _sectors(write: Write) -> list[Write]:
    parts, start = [], 0
    while start < len(write.data):
        end = min(len(write.data), start + SECTOR - (write.offset + start) % SECTOR)
        parts.append(Write(write.file, write.offset + start, write.data[start:end]))
        start = end
    return parts


def _is_database(name: str) -> bool:
    return not name.endswith(("-journal", "-wal"))


def _folder(naming: Naming) -> str:
    return str(PurePath(naming.names[0][0]).parent)


def _above(name: str) -> set[str]:
    return {str(folder) for folder in PurePath(name).parents}


def _rename(names: dict[str, int], naming: Naming) -> None:
    for name, number in naming.names:
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number
