"""First pages of documents, line by line, and what is read from them."""

from ingest.front_matter.title_page import Described, described
from store.contents import Block


def front(*lines: str, title: str = "Pump P-5") -> list[Block]:
    found = [Block("heading", title, 1, level=1)]
    return found + [Block("paragraph", line, 1) for line in lines]


def said(*lines: str, title: str = "Pump P-5", file: str = "pump.pdf") -> Described:
    return described(front(*lines, title=title), {}, file=file)


def revision_of(*lines: str, title: str = "Pump P-5", file: str = "pump.pdf") -> str | None:
    found = said(*lines, title=title, file=file).revision
    return found.value if found else None


def effective_of(*lines: str) -> str | None:
    found = said(*lines).effective
    return found.value if found else None
