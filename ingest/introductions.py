"""How far a section has said anything: what is told in its introduction is told for all of it."""

from store.contents import Block

# About half a page. A chapter's warnings stand at its head (ANSI Z535.6 calls them section safety
# messages), above them at most a few paragraphs, and a list, of what the chapter is about. What
# stands further down is a warning of the text around it: of one of many parameters, say. Rather
# choose it too large: a warning too many hurts less than a lost one.
_INTRODUCTION = 1500


class Introductions:
    """Counts what the open sections have said, in the order of reading."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, ...], int] = {}
        self._open: list[tuple[str, ...]] = []

    def enter(self, section: tuple[str, ...]) -> None:
        """Go on in a section: one that was left begins anew, the sections around it go on."""
        self._open = [section[:depth] for depth in range(1, len(section) + 1)]
        self._said = {path: self._said.get(path, 0) for path in self._open}

    def read(self, block: Block) -> None:
        """Count a block for the section and those around it; notices are no text of theirs."""
        if block.notice is None:
            for path in self._open:
                self._said[path] += len(block.text)

    @property
    def is_open(self) -> bool:
        """Whether the section is in its introduction still."""
        return not self._open or self._said[self._open[-1]] <= _INTRODUCTION
