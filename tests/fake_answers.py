"""What the fake service answers and finds: a word in the question chooses."""

import datetime
import uuid

from store.values import Answer, Citation, Hit, NoticeShown, Place, Scope, Searched, Table
from tests.fake_manuals import (
    BELT_BOX,
    BELT_QUOTE,
    CAUTION,
    DANGER,
    HOSTILE_ID,
    HOSTILE_TEXT,
    NEXT_BOX,
    PRESS,
    TABLE_BOX,
    page_label,
)

FOR_OLDER = "For serial number up to 1999 (HPX-160, revision C):"


FOR_NEWER = "For serial number from 2000 (HPX-160, revision D):"


def belt_citations() -> tuple[Citation, ...]:
    """Return the sources of the answer about the drive belt: running text, then a table."""
    base = Citation(
        marker=1,
        manual=PRESS,
        title="HPX-160 Hydraulic Press, Service Manual",
        revision="C",
        effective=datetime.date(2025, 3, 1),
        file="HPX-160 service manual rev C.pdf",
        page=4,
        page_label=page_label(4),
        section=("5 Maintenance", "5.3 Drive belt", "5.3.2 Tensioning"),
        kind="list_item",
        quote=BELT_QUOTE,
        places=(
            Place(page=4, page_label=page_label(4), boxes=(BELT_BOX,)),
            Place(page=5, page_label=page_label(5), boxes=(NEXT_BOX,)),
        ),
    )
    table = Table(
        header=(("Belt", "Width", "Frequency, new", "Frequency, run in"),),
        rows=(
            ("HTD 8M-1200", "30 mm", "62-66 Hz", "55-59 Hz"),
            ("HTD 8M-1440", "50 mm", "58-61 Hz", "52-55 Hz"),
        ),
    )
    return (
        base,
        base.model_copy(
            update={
                "marker": 2,
                "section": ("9 Technical data", "9.2 Belts"),
                "kind": "table",
                "quote": "HTD 8M-1200 30 mm 62-66 Hz 55-59 Hz\nHTD 8M-1440 50 mm 58-61 Hz 52-55 Hz",
                "table": table,
                "page": 6,
                "page_label": page_label(6),
                "places": (Place(page=6, page_label=page_label(6), boxes=(TABLE_BOX,)),),
            }
        ),
    )


def belt_hit(rank: int = 1) -> Hit:
    """Return the search hit that the belt answer comes from."""
    source = belt_citations()[0]
    return Hit(
        rank=rank,
        chunk=f"chunk-{rank}",
        manual=source.manual,
        revision=source.revision,
        file=source.file,
        machines=("Press 4", "Press 5"),
        language="en",
        page=source.page,
        page_label=source.page_label,
        section=source.section,
        kind=source.kind,
        text=source.quote,
        places=source.places,
        score=1.0 / rank,
    )


def composed(question: str, scope: Scope) -> Answer:
    """Return the answer that a word in the question stands for; a refusal for all others."""
    words = question.lower()
    citations = belt_citations()
    answer = Answer(
        id=uuid.uuid4().hex,
        question=question,
        scope=scope,
        outcome="quoted",
        text=f"{BELT_QUOTE} [1]",
        citations=citations,
        notices=(
            NoticeShown(level="danger", text=DANGER, marker=1),
            NoticeShown(level="caution", text=CAUTION, marker=1),
        ),
        checks=(),
        searched=Searched(manuals=(PRESS, "fb-20"), revisions=(f"{PRESS} C", "fb-20 2024-11")),
        nearest=(),
        fallback=None,
        model=None,
        timings_ms={"total": 12.0},
    )
    if "hostile" in words:
        bad = citations[0].model_copy(
            update={
                "quote": HOSTILE_TEXT,
                "title": HOSTILE_TEXT,
                "section": (HOSTILE_TEXT,),
                "manual": HOSTILE_ID,
                "page_label": "<i>4</i>",
                "table": Table(header=((HOSTILE_TEXT,),), rows=((HOSTILE_TEXT,),)),
            }
        )
        return answer.model_copy(
            update={
                "outcome": "answered",
                "model": "<u>m</u>",
                "text": f"{HOSTILE_TEXT} [1]",
                "citations": (bad,),
                "notices": (NoticeShown(level="warning", text=HOSTILE_TEXT, marker=1),),
            }
        )
    if "variants" in words:
        older = citations[0].model_copy(update={"introduction": FOR_OLDER})
        newer = citations[0].model_copy(
            update={
                "marker": 2,
                "revision": "D",
                "quote": "26 Nm",
                "introduction": FOR_NEWER,
            }
        )
        return answer.model_copy(
            update={
                "text": f"{FOR_OLDER}\n{BELT_QUOTE} [1]\n\n{FOR_NEWER}\n26 Nm [2]",
                "citations": (older, newer),
            }
        )
    if "bulletin" in words:
        html = citations[0].model_copy(
            update={"page": None, "page_label": None, "places": (), "file": "bulletin.html"}
        )
        return answer.model_copy(update={"citations": (html,), "notices": ()})
    if "down" in words:
        return answer.model_copy(
            update={"fallback": "The language model did not answer within 20 seconds."}
        )
    if "model" in words:
        text = (
            "Tighten both tensioner screws evenly to 24 Nm [1].\n"
            "A new HTD 8M-1200 belt should then swing at 62 Hz to 66 Hz [1][2].\n"
            "Measure again after 48 hours of running: 55 Hz to 59 Hz [1]."
        )
        return answer.model_copy(
            update={"outcome": "answered", "model": "mistral-small-latest", "text": text}
        )
    if "belt" in words:
        return answer
    french = "Aucun manuel en vigueur n'y répond. Cherché dans : hpx-160-service C, fb-20 2024-11."
    rows = "Table 3 Codes\nCode | Meaning\nF-12 | Slip\nF-14 | Phase <b>lost</b>"
    listed = belt_hit(3).model_copy(update={"kind": "table", "text": rows})
    nearest = (belt_hit(1), belt_hit(2), listed)
    return answer.model_copy(
        update={
            "outcome": "refused",
            "text": french if "café" in words else "The manuals in force say nothing about this.",
            "citations": (),
            "notices": (),
            "nearest": nearest,
        }
    )
