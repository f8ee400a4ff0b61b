"""Evidence as retrieval would hand it over, with no more said than a test needs."""

import datetime
from collections.abc import Sequence

from hypothesis import strategies as st

from answer.evidence import Evidence
from store import keywords
from store.contents import Notice, Passage
from store.settings import Settings, load_settings
from store.values import Box, Hit, NoticeLevel, Place, Scope, Searched
from store.vocabulary import Vocabulary, WordCounter

BOX: Box = (72.0, 100.0, 500.0, 160.0)
SEARCHED = Searched(manuals=("press", "lathe"), revisions=("press C", "lathe A"))

TECHNICAL = st.text(alphabet=st.sampled_from(list("aB3 .,!?\n[]•-z。")), max_size=80) | st.text(
    max_size=60
)
"""Texts of what ends sentences, parts lists or is neither, and texts of anything."""

# Between two sentences, so that neither comes with the other.
FAR_APART = "Paint wears off. " * 20


def text_evidence(
    text: str,
    *,
    section: Sequence[str] = ("4 Maintenance", "4.2 Drive belt"),
    score: float = 0.9,
    cosine: float | None = 0.6,
    language: str = "en",
    manual: str = "press",
    kind: str = "paragraph",
    found: str | None = None,
    notices: Sequence[Notice] = (),
    page: int = 12,
    machines: Sequence[str] = ("HP-200",),
) -> Evidence:
    """A passage of running text or steps; `found` is the chunk, if not the whole of it."""
    places = (Place(page=page, page_label=str(page - 4), boxes=(BOX,)),)
    passage = Passage(f"{manual}/{text[:40]}", 1, kind, tuple(section), text, places)
    return _evidence(passage, found or text, (), score, cosine, language, manual, notices, machines)


def table_evidence(
    header: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    *,
    section: Sequence[str] = ("7 Faults", "7.1 Alarm list"),
    found: Sequence[int] = (),
    score: float = 0.9,
    cosine: float | None = 0.6,
    language: str = "en",
    manual: str = "lathe",
    caption: str = "",
    notices: Sequence[Notice] = (),
) -> Evidence:
    """A table, two rows a page from page 30 on; `found` are the rows of the chunk found."""
    cells = tuple(tuple(row) for row in rows)
    heads = tuple(tuple(line) for line in header)
    row_places = tuple(
        (Place(page=30 + index // 2, boxes=((72.0, 50.0 + index, 500.0, 60.0 + index),)),)
        for index in range(len(cells))
    )
    text = "\n".join(" | ".join(row) for row in (*heads, *cells))
    passage = Passage(
        f"{manual}/{text[:40]}",
        1,
        "table",
        tuple(section),
        text,
        tuple(place for places in row_places[:1] for place in places),
        heads,
        cells,
        row_places,
        caption,
    )
    chunk = "\n".join(" | ".join(cells[index]) for index in found) or text
    return _evidence(passage, chunk, tuple(found), score, cosine, language, manual, notices)


def vocabulary(texts: Sequence[str], language: str) -> Vocabulary:
    """The words of texts in a language, each text a chunk."""
    counter = WordCounter()
    for text in texts:
        counter.add(text, keywords.terms(text, language))
    return Vocabulary([counter.counts])


def notice(
    level: NoticeLevel, text: str, *, section: tuple[str, ...] = ("4 Maintenance",)
) -> Notice:
    """A safety notice of a section."""
    return Notice(level, text, section, 0, ())


def settings(
    server_url: str | None = None, key: str | None = None, seconds: float = 20
) -> Settings:
    """Settings with a model at a URL."""
    values = {"mistral_server_url": server_url, "mistral_api_key": key}
    return load_settings(
        model_timeout_seconds=seconds,
        mistral_model="smollm2",
        **{name: value for name, value in values.items() if value is not None},
    )


def scope() -> Scope:
    """Every manual in force."""
    return Scope()


def _evidence(
    passage: Passage,
    chunk: str,
    rows: tuple[int, ...],
    score: float,
    cosine: float | None,
    language: str,
    manual: str,
    notices: Sequence[Notice],
    machines: Sequence[str] = ("HP-200",),
) -> Evidence:
    hit = Hit(
        rank=1,
        chunk=f"{passage.id}#1",
        manual=manual,
        revision="C",
        file=f"{manual}-rev-C.pdf",
        machines=tuple(machines),
        language=language,
        page=passage.places[0].page,
        page_label=passage.places[0].page_label,
        section=passage.section,
        kind=passage.kind,
        text=chunk,
        places=passage.places,
        score=score,
    )
    return Evidence(
        hit,
        passage,
        f"{manual.title()} manual",
        datetime.date(2025, 4, 7),
        tuple(notices),
        rows,
        cosine,
        None,
    )
