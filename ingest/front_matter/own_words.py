"""What a document says of itself, taken for what its owner did not say."""

import datetime
import re
from collections.abc import Iterable

from ingest.front_matter.said import Said
from ingest.front_matter.title_page import Described as TitlePage
from store.applicability import Range
from store.manual_values import Described, IngestOptions, ManualSummary

_AS_THEY_STAND = ("title", "maker", "document_number", "revision", "effective")
_RANGES = {"serials": ("serial_from", "serial_to"), "firmware": ("firmware_from", "firmware_to")}


def own_words(page: TitlePage) -> tuple[Described, ...]:
    """Return what a document says of itself by the names that an owner's words have.

    A bulletin's `amends` is the manual as it is printed, with the section behind a `#`.
    """
    found: list[Described] = []
    for name in _AS_THEY_STAND:
        said: Said | None = getattr(page, name)
        if said is not None:
            found.append(Described(field=name, value=said.value, words=said.words, page=said.page))
    for name, (start, end) in _RANGES.items():
        ends: list[Said | None] = [getattr(page, start), getattr(page, end)]
        first = next((said for said in ends if said is not None), None)
        if first is not None:
            value = str(Range(*(said.value if said is not None else None for said in ends)))
            found.append(Described(field=name, value=value, words=first.words, page=first.page))
    if page.amends_manual is not None:
        section = f"#{page.amends.value}" if page.amends is not None else ""
        found.append(
            Described(
                field="amends",
                value=f"{page.amends_manual.value}{section}",
                words=page.amends_manual.words,
                page=page.amends_manual.page,
            )
        )
    return tuple(found)


def with_own_words(
    options: IngestOptions, said: Iterable[Described], manuals: Iterable[ManualSummary]
) -> tuple[IngestOptions, str]:
    """Return what the owner said, filled up from the document, and a remark or "".

    The manual that a bulletin names is looked for among `manuals` by id, title and number.
    """
    values = {one.field: one.value for one in said}
    filled: dict[str, object] = {
        name: value
        for name, value in values.items()
        if name not in ("amends", "effective") and getattr(options, name) is None
    }
    if "effective" in values and options.effective is None:
        filled["effective"] = datetime.date.fromisoformat(values["effective"])
    remark = ""
    if "amends" in values and options.amends is None:
        printed, _, section = values["amends"].partition("#")
        manual = _manual_called(printed, manuals)
        if manual is None:
            remark = (
                f"It amends “{printed}”, which is not known here: say which manual that is with "
                "`millwright manuals change --amends`."
            )
        else:
            filled["amends"] = f"{manual}#{section}" if section else manual
    return options.model_copy(update=filled), remark


def _manual_called(printed: str, manuals: Iterable[ManualSummary]) -> str | None:
    """The id of the one manual of that id, title or number, without regard to its spelling."""
    wanted = _bare(printed)
    found = {
        manual.manual
        for manual in manuals
        if wanted
        in {_bare(name) for name in (manual.manual, manual.title, manual.document_number) if name}
    }
    return found.pop() if len(found) == 1 else None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
