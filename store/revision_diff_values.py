"""What changed from one revision of a manual to the next, as it travels over HTTP."""

from pydantic import Field

from store.values import Place, Value


class NumberChange(Value):
    """A figure, or a code, that differs in a sentence or table row that else stayed as it was."""

    section: tuple[str, ...] = Field(description="path of headings in the new revision")
    before: str = Field(description="as printed, with its unit")
    after: str
    old_sentence: str = Field(description="a table row comes as its cells with ' | ' between")
    new_sentence: str
    old_places: tuple[Place, ...]
    new_places: tuple[Place, ...]


class SectionChange(Value):
    """A section whose text changed: the sentences, steps and rows that went, and that came."""

    section: tuple[str, ...] = Field(description="path of headings in the new revision")
    old_section: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    old_places: tuple[Place, ...]
    new_places: tuple[Place, ...]


class SectionOfOne(Value):
    """A section that only one of the two revisions has."""

    section: tuple[str, ...]
    sentences: int = Field(description="how many sentences, steps and rows it holds")
    only_here: tuple[str, ...] = Field(
        default=(), description="those that stand nowhere in the other revision"
    )
    places: tuple[Place, ...]


class SectionMove(Value):
    """A section that has another number or stands under other headings; its text may be as old."""

    old_section: tuple[str, ...]
    section: tuple[str, ...]
    old_places: tuple[Place, ...]
    new_places: tuple[Place, ...]


class RevisionDiff(Value):
    """What a technician should know before working to a new revision: changed numbers first."""

    numbers: tuple[NumberChange, ...]
    changed: tuple[SectionChange, ...]
    added: tuple[SectionOfOne, ...]
    removed: tuple[SectionOfOne, ...]
    moved: tuple[SectionMove, ...]
    unchanged: int = Field(description="how many sections say the same as before")
