"""Manuals, machines and pages that the fake service starts with; dates never change."""

import datetime
import hashlib
from pathlib import Path
from typing import Any

from store.control_values import ChunkRead, Event, Machine
from store.manual_values import Described, ManualSummary, RevisionSummary
from store.values import Box, Place

PRESS = "hpx-160-service"
PRESS_PAGES = 6
FRONT_PAGES = 2
CONVEYOR_PAGES = 40
# Whoever looks at it sees nothing, and only its owner can say that it ought to be so.
EMPTY_PAGE = 2
BULLETIN = "sb-2025-07"
SCAN = "lathe-cl-450"
HOSTILE_ID = '手册 "x"/../<b>y</b>'
HOSTILE_TEXT = (
    "Set to ~45 Nm~ and *2* turns <script>window.broken = true</script> :red[x] "
    "![](http://tracker.example/x.png) <img src=x onerror='window.broken=true'> $a$ `b` &amp; ]]>"
)
BELT_BOX: Box = (72.0, 200.0, 480.0, 252.0)
NEXT_BOX: Box = (72.0, 110.0, 480.0, 150.0)
TABLE_BOX: Box = (72.0, 420.0, 480.0, 500.0)
NOTICE_BOX: Box = (72.0, 122.0, 480.0, 172.0)
BELT_QUOTE = (
    "Tighten the two tensioner screws (M8, 8.8) evenly to 24 Nm. Measure the belt's frequency with "
    "the guard removed and the main switch locked: 62 Hz to 66 Hz for a new belt, 55 Hz to 59 Hz "
    "after 48 hours of running."
)
DANGER = "Hands can be crushed by the belt. Lock the main switch before the guard is opened."
CAUTION = "Do not tension a hot belt. Let it cool down for 30 minutes."
NOW = datetime.datetime(2026, 1, 5, 8, 30, tzinfo=datetime.UTC)
_BELT_SECTION = ("5 Maintenance", "5.3 Drive belt", "5.3.2 Tensioning")


def page_label(page: int) -> str:
    """Return what is printed on a page of the press manual."""
    return ("i", "ii")[page - 1] if page <= FRONT_PAGES else str(page - FRONT_PAGES)


def first_manuals(pdf: Path, *, many: int = 0) -> list[ManualSummary]:
    """Return a press, a conveyor with gaps, a bad scan, a bulletin, `many` others, a hostile."""
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    hostile = _revision(HOSTILE_ID, "~1~", sha256, file=HOSTILE_TEXT, remarks=(HOSTILE_TEXT,))
    return [
        ManualSummary(
            manual=PRESS,
            title="HPX-160 Hydraulic Press, Service Manual",
            machines=("Press 4", "Press 5"),
            maker="Hallmann Pressen GmbH",
            document_number="HP-160-SM-07",
            revisions=_press(sha256),
        ),
        ManualSummary(
            manual="fb-20",
            title="Förderband FB-20, Betriebsanleitung",
            machines=("Line 2 conveyor",),
            revisions=(_conveyor(sha256),),
        ),
        ManualSummary(
            manual=SCAN,
            title="CL-450 Lathe, Operating Manual (scan of 1987)",
            machines=("Lathe 2",),
            maker="Colmar",
            revisions=(_scan(sha256),),
        ),
        ManualSummary(
            manual=BULLETIN,
            title="Service bulletin 2025-07: belt tension",
            machines=("Press 4", "Press 5"),
            revisions=(_bulletin(sha256),),
        ),
        *(_ordinary(number, sha256) for number in range(1, many + 1)),
        ManualSummary(
            manual=HOSTILE_ID,
            title=HOSTILE_TEXT,
            machines=("<b>M</b>*1*",),
            maker=HOSTILE_TEXT,
            revisions=(hostile,),
        ),
    ]


def _press(sha256: str) -> tuple[RevisionSummary, ...]:
    counts = {"text": 5, "contents": 1}
    return (
        _revision(
            PRESS,
            "C",
            sha256,
            serials="..1999",
            page_counts=counts,
            vectors=482,
            submitted_by="M. Weber",
            released_by="A. Kaya",
        ),
        _revision(
            PRESS,
            "D",
            sha256,
            status="draft",
            in_force=False,
            effective=datetime.date(2026, 2, 1),
            serials="2000..",
            firmware="2.1..",
            page_counts=counts,
            chunks=4534,
            vectors=1204,
            hidden_characters=318,
            remarks=("Hidden text was left out: 318 characters that nobody sees.",),
            submitted_by="M. Weber",
            confirmed=False,
            described=(
                Described(field="revision", value="D", words="Rev. D", page=1),
                Described(
                    field="effective",
                    value="2026-02-01",
                    words="Valid from 1 February 2026",
                    page=2,
                ),
                Described(
                    field="serials",
                    value="2000..",
                    words="for machines from serial no. 2000",
                    page=2,
                ),
            ),
        ),
        _revision(
            PRESS,
            "B",
            sha256,
            status="superseded",
            in_force=False,
            effective=datetime.date(2023, 5, 1),
            page_counts=counts,
            vectors=482,
        ),
    )


def _conveyor(sha256: str) -> RevisionSummary:
    return _revision(
        "fb-20",
        "2024-11",
        sha256,
        language="de",
        pages=CONVEYOR_PAGES,
        pages_without_text=(EMPTY_PAGE, 7, 8, 31),
        page_counts={"text": 29, "ocr": 6, "contents": 1, "empty": 1, "failed": 3},
        remarks=("Pages 7, 8 and 31 are pictures: OCR language data is missing.",),
        vectors=482,
    )


def _scan(sha256: str) -> RevisionSummary:
    return _revision(
        SCAN,
        "1",
        sha256,
        pages=20,
        pages_without_text=tuple(range(5, 17)),
        page_counts={"ocr": 8, "failed": 12},
        chunks=61,
        vectors=61,
        remarks=("12 of 20 pages gave nothing: the scan is too dark to be read.",),
    )


def _bulletin(sha256: str) -> RevisionSummary:
    return _revision(
        BULLETIN,
        "2025-07",
        sha256,
        file="bulletin 2025-07.html",
        pages=0,
        page_counts={},
        chunks=2,
        vectors=2,
        amends_manual=PRESS,
        amends_section="5.3 Drive belt",
    )


def _ordinary(number: int, sha256: str) -> ManualSummary:
    manual = f"pump-{number:03d}"
    return ManualSummary(
        manual=manual,
        title=f"Coolant pump CP-{number:03d}, Instructions",
        machines=(f"Pump {number}",),
        maker="Northfield Pumps",
        document_number=f"NP-{number:05d}",
        revisions=(
            _revision(manual, "2", sha256, vectors=482),
            _revision(manual, "1", sha256, status="superseded", in_force=False, vectors=482),
        ),
    )


def _revision(manual: str, revision: str, sha256: str, **said: Any) -> RevisionSummary:
    return RevisionSummary.model_validate(
        {
            "id": f"{manual}-{revision}",
            "manual": manual,
            "revision": revision,
            "status": "effective",
            "in_force": True,
            "language": "en",
            "effective": datetime.date(2025, 3, 1),
            "file": f"{manual} rev {revision}.pdf",
            "sha256": sha256,
            "pages": PRESS_PAGES,
            "pages_without_text": (),
            "page_counts": {"text": PRESS_PAGES},
            "chunks": 482,
            "remarks": (),
            "ingested_at": NOW,
        }
        | said
    )


def first_events() -> list[Event]:
    """Return what was done before anybody looked, the newest first."""
    day = datetime.timedelta(days=1)
    return [
        Event(at=NOW, by="M. Weber", manual=PRESS, revision="D", action="received"),
        Event(at=NOW - 300 * day, by="A. Kaya", manual=PRESS, revision="C", action="released"),
        Event(at=NOW - 301 * day, by="M. Weber", manual=PRESS, revision="C", action="received"),
        Event(
            at=NOW - 700 * day,
            by=None,
            manual=PRESS,
            revision="B",
            action="received",
            note="at first",
        ),
    ]


def first_machines() -> list[Machine]:
    """Return a press whose serial number is known, and a conveyor whose is not."""
    return [
        Machine(id="CV-02", type="FB-20", location="Hall 1"),
        Machine(
            id="P-004",
            aliases=("Press 4", "the big press"),
            type="HPX-160",
            serial="1042",
            firmware="1.9",
            location="Hall 2, bay 7",
        ),
    ]


def page_chunks(page: int) -> tuple[ChunkRead, ...]:
    """Return what was read on a page of the press manual."""
    if page <= FRONT_PAGES:
        return ()
    if page != 4:
        text = f"{page} Maintenance, sheet {page}. Check the oil level at the sight glass."
        return (_chunk("plain", page, "paragraph", text, NEXT_BOX, section=("5 Maintenance",)),)
    table = "Belt | Frequency, new\nHTD 8M-1200 | 62-66 Hz\nHTD 8M-1440 | 58-61 Hz"
    return (
        _chunk("danger", page, "notice", f"DANGER {DANGER}", NOTICE_BOX),
        _chunk("belt", page, "list_item", BELT_QUOTE, BELT_BOX),
        _chunk("belts", page, "table", table, TABLE_BOX, section=("9 Technical data",)),
    )


def _chunk(
    name: str,
    page: int,
    kind: str,
    text: str,
    box: Box,
    *,
    section: tuple[str, ...] = _BELT_SECTION,
) -> ChunkRead:
    place = Place(page=page, page_label=page_label(page), boxes=(box,))
    return ChunkRead(chunk=f"{name}-{page}", kind=kind, section=section, text=text, places=(place,))


def bulletin_chunks() -> tuple[ChunkRead, ...]:
    """Return what was read of the bulletin, which has no pages."""
    said = ("Torque the tensioner screws to 26 Nm instead of 24 Nm.", "Use new M8 screws, 10.9.")
    return tuple(
        ChunkRead(
            chunk=f"bulletin-{number}",
            kind="paragraph",
            section=("Belt tension", f"{number} Change"),
            text=text,
            places=(),
        )
        for number, text in enumerate(said, 1)
    )
