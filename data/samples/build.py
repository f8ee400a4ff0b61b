"""Write the sample manuals and their manifest, or check that what is stored is right.

python data/samples/build.py [--out DIR]
python data/samples/build.py --check
"""

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import compressor
import conveyor
import conveyor_english
import lathe
import press
from document import Manual
from layout import render

HERE = Path(__file__).resolve().parent
MANUALS = (
    press.manual("B"),
    press.manual("C"),
    lathe.manual(),
    conveyor.manual(),
    compressor.manual(),
)
# Written and checked like the others, but not in the manifest: nobody takes them in by `make run`.
TWINS = (conveyor_english.manual(),)
LEVELS = {
    "danger": ("DANGER", "GEFAHR"),
    "warning": ("WARNING", "WARNUNG"),
    "caution": ("CAUTION", "VORSICHT"),
    "notice": ("NOTICE", "HINWEIS"),
}


def build() -> dict[str, bytes]:
    """Return the content of every file to write, by file name; the same bytes every time."""
    files = {manual.file: render(manual)[0] for manual in (*MANUALS, *TWINS)}
    files["manifest.csv"] = manifest(MANUALS).encode()
    files["twins/manifest.csv"] = manifest(TWINS).encode()
    return files


def manifest(manuals: Iterable[Manual]) -> str:
    """Return the manifest that tells an ingestion what each file is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "manual", "title", "machines", "revision", "language", "effective"))
    for m in manuals:
        name = m.file.rpartition("/")[2]
        writer.writerow((name, m.manual, m.title, m.machine, m.revision, m.language, m.effective))
    return text.getvalue()


def faults(folder: Path) -> Iterator[str]:
    """Yield a sentence for each stored file that differs and each question that is wrong."""
    fresh = build()
    for name, content in fresh.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing: run build.py."
        elif path.read_bytes() != content:
            yield f"{name} differs from a fresh build: run build.py."
    pages = {m.file: page_texts(fresh[m.file]) for m in (*MANUALS, *TWINS)}
    seen: set[str] = set()
    for suite in sorted(folder.glob("suite*.jsonl")):
        for line in suite.read_text(encoding="utf-8").splitlines():
            case: dict[str, Any] = json.loads(line)
            if case["id"] in seen:
                yield f"Question {case['id']} stands in the suites twice."
            seen.add(case["id"])
            yield from case_faults(case, pages)


def case_faults(case: Mapping[str, Any], pages: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield a sentence for each thing a question expects that its pages do not say."""
    expected = case["expected"]
    if not case["answerable"]:
        if expected:
            yield f"Question {case['id']} has no answer, yet expects one."
        return
    for place in expected if isinstance(expected, list) else [expected]:
        yield from place_faults(case["id"], place, pages)


def place_faults(
    question: str, place: Mapping[str, Any], pages: Mapping[str, list[str]]
) -> Iterator[str]:
    """Yield a sentence for each thing that one place of a question is wrongly said to hold."""
    manual = next(
        (
            m
            for m in (*MANUALS, *TWINS)
            if m.manual == place["manual"] and m.revision == place.get("revision", m.revision)
        ),
        None,
    )
    if manual is None:
        yield f"Question {question}: no manual {place['manual']} of that revision."
        return
    texts = pages[manual.file]
    if not all(1 <= page <= len(texts) for page in place["pages"]):
        yield f"Question {question}: {manual.file} has no such page: {place['pages']}."
        return
    answer = " ".join(texts[page - 1] for page in place["pages"])
    for words in place["facts"]:
        if normal(words) not in answer:
            yield (
                f"Question {question}: {words!r} does not stand on page "
                f"{place['pages']} of {manual.file}."
            )
    # A notice is given by its words, or by its level alone where any notice of that level will do.
    notices = (words for words in place.get("notices", ()) if words not in LEVELS)
    whole = " ".join(texts)
    for words in (*place["sections"], *notices):
        if normal(words) not in whole:
            yield f"Question {question}: {words!r} does not stand in {manual.file}."
    for level in LEVELS.keys() & set(place.get("notices", ())):
        if not any(word in answer for word in LEVELS[level]):
            yield f"Question {question}: no {level} on page {place['pages']} of {manual.file}."


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, in the order it was set, with single spaces."""
    from pypdf import PdfReader  # needed for the check alone

    return [normal(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    out: Path = options.out
    if options.check:
        found = list(faults(out))
        for fault in found:
            print(fault, file=sys.stderr)
        return 1 if found else 0
    out.mkdir(parents=True, exist_ok=True)
    for name, content in build().items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
