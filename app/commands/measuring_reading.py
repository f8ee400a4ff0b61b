"""`millwright eval reading`: what of PDFs arrives, beside what other readers make of them."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel
from rich.table import Table

from app.commands.console import note, print_json, print_table, say
from app.commands.figure_report import writing_files
from evals.cells_read import CellFigures, cell_figures, text_figures
from evals.ruled_tables_read import ARRIVED, missed_tables
from evals.scans_read import numbered_pages, scan_figures, scan_of, step_figures
from evals.speed import load_average
from evals.written_manuals import WrittenFile, WrittenTable, written_manuals
from ingest.formats.document import Document
from store.errors import MillwrightError

_SCANNED_PAGES = 6
_DPIS = (200, 300)
_TURNS = 3
# From the model card of docling-models, as it was in November 2026.
_DOCLING = (
    "Docling's published figures for its table model, TableFormer, are of another measure, TEDS on "
    "other tables: 95.4 % of simple, 90.1 % of complex, 93.6 % of all."
)


class Tables(BaseModel):
    """Ruled tables of a file, and the time that reading them takes, as a share of all reading."""

    file: str
    pages: int
    ruled: int
    arrived: int
    grids: int
    pages_per_second: float
    time_share: float
    missed: tuple[str, ...]


class Cells(BaseModel):
    """Cells of the tables written into a sample, and rows that are whole, as a format gives them.

    Of running text, rows are whole whose cells follow each other in it.
    """

    format: str
    file: str
    cells: int
    right: int
    rows: int
    whole: int


class Scan(BaseModel):
    """Character error rate of a scan, and pages per second of one core.

    `steps` are those of all pages that have any: as many as arrive with their number, and as
    many as do in the lines of Tesseract alone.
    """

    file: str
    language: str
    dpi: int
    pages: int
    error_rate: float
    pages_per_second: float
    steps: int
    steps_arrived: int
    steps_by_tesseract: int


def measure_tables(files: Sequence[Path], *, as_json: bool) -> None:
    """Print how many ruled tables of each PDF arrive as tables, and each that does not."""
    results = [_tables(path) for path in _pdfs(files)]
    if as_json:
        print_json(results)
        return
    shown = Table(
        "File", "Pages", "Ruled tables", "Arrived", "Grids", "Pages/s", "Their share of time"
    )
    for result in results:
        shown.add_row(
            result.file,
            str(result.pages),
            str(result.ruled),
            str(result.arrived),
            str(result.grids),
            f"{result.pages_per_second:.0f}",
            f"{result.time_share:.1%}",
        )
    print_table(shown)
    for result in results:
        for miss in result.missed:
            say(f"{result.file}: {miss}")
    say(
        f"Ruled: pdfplumber's lines strategy, 2 columns, 3 rows and 6 filled cells at least. "
        f"Arrived: {ARRIVED:.0%} of its letters in the cells of one table. Grids: ruled "
        "ones that LiteParse alone misses, tears or fills otherwise. Their share of time: "
        "what reading would save without them; the vector lines are read in any case, for hidden "
        f"text and drawings. {load_average()}"
    )


def measure_cells(samples: Path, *, as_json: bool) -> None:
    """Print how many cells of the sample manuals' tables arrive in row and column, by format."""
    with writing_files():
        results = list(_cells(samples))
    if as_json:
        print_json(results)
        return
    shown = Table("Format", "Cells", "Right row and column", "Share", "Rows", "Whole")
    for name in dict.fromkeys(result.format for result in results):
        these = [result for result in results if result.format == name]
        cells, right = sum(r.cells for r in these), sum(r.right for r in these)
        rows, whole = sum(r.rows for r in these), sum(r.whole for r in these)
        shown.add_row(name, f"{cells}", f"{right}", f"{right / cells:.1%}", f"{rows}", f"{whole}")
    print_table(shown)
    say(
        "Right: in one row with its neighbours, under its column's header. pypdf's text has no "
        "columns: its rows count as whole where their cells follow each other."
    )
    say(_DOCLING)


def measure_scans(samples: Path, *, as_json: bool) -> None:
    """Print the error rate and the speed of OCR on scans of sample pages, and the steps kept."""
    results = list(_scans(samples))
    if as_json:
        print_json(results)
        return
    shown = Table("File", "Language", "dpi", "Pages", "CER", "Pages/s of a core", "Steps", "Alone")
    for result in results:
        shown.add_row(
            result.file,
            result.language,
            str(result.dpi),
            str(result.pages),
            f"{result.error_rate:.2%}",
            f"{result.pages_per_second:.2f}",
            f"{result.steps_arrived}/{result.steps}",
            f"{result.steps_by_tesseract}/{result.steps}",
        )
    print_table(shown)
    say(
        "CER: Levenshtein distance divided by the reference's length, white space normalised. "
        "Steps: of those on all pages that have any, how many arrive with number and first words. "
        "Alone: how many do in Tesseract's own lines."
    )


def _pdfs(files: Sequence[Path]) -> list[Path]:
    found = [
        path
        for given in files
        for path in (sorted(given.glob("*.pdf")) if given.is_dir() else [given])
    ]
    if not found:
        raise MillwrightError("There is no PDF to measure with: name files, or a folder of them.")
    return found


def _tables(path: Path) -> Tables:
    from ingest.formats.budgets import Limits
    from ingest.formats.pdf import read_pdf
    from ingest.formats.pdf_parser import parse
    from ingest.formats.ruled_tables import untrusted

    note(f"{path.name} …")
    limits = Limits()

    grids = 0

    def parsed(*, tables: bool) -> float:
        nonlocal grids
        started = time.process_time()
        # Hidden text and drawings are told by the same lines and shapes, with ruled tables or not.
        result = parse(
            path,
            limits.max_pages,
            extract_blocks=True,
            extract_text_metadata=True,
            extract_vector_graphics=True,
        )
        if tables:
            found = {page.page_num: untrusted(page) for page in result.pages}
            torn = [number for number, missed in found.items() if missed]
            grids = sum(map(len, found.values()))
            if torn:
                parse(path, torn[-1], torn, emit_word_boxes=True)
        return time.process_time() - started

    # In turns, so that a busy machine slows both alike.
    turns = [(parsed(tables=False), parsed(tables=True)) for _ in range(_TURNS)]
    bare, ruled_too = (min(times) for times in zip(*turns, strict=True))
    started = time.process_time()
    document = read_pdf(path, limits=limits)
    seconds = time.process_time() - started
    ruled, missed = missed_tables(path, document)
    return Tables(
        file=path.name,
        pages=len(document.pages),
        ruled=ruled,
        arrived=ruled - len(missed),
        grids=grids,
        pages_per_second=len(document.pages) / seconds,
        time_share=max(0.0, ruled_too - bare) / seconds,
        missed=tuple(f"page {m.page}, {m.share:.0%} of it: {m.begins}" for m in missed),
    )


def _cells(samples: Path) -> Iterator[Cells]:
    from evals.starter import pypdf_pages
    from ingest.formats.pdf import read_pdf

    with tempfile.TemporaryDirectory(prefix="millwright-cells-") as temporary:
        folder = Path(temporary)
        for manual in written_manuals(samples):
            path = samples / manual.pdf
            note(f"{path.name} …")
            document = read_pdf(path)
            yield _counted("PDF", path.name, cell_figures(manual.tables, document))
            text = "\n".join(page.text for page in pypdf_pages(path))
            peer = text_figures(manual.tables, text)
            yield _counted("PDF, LlamaIndex's reader (pypdf)", path.name, peer)
            pages = sorted({b.page for b in document.blocks if b.kind == "table" and b.page})
            scan = folder / f"{path.stem}-scan.pdf"
            scan.write_bytes(scan_of(path, pages, _DPIS[0]))
            read = cell_figures(manual.tables, read_pdf(scan, language=_language(document)))
            yield _counted(f"PDF, scanned at {_DPIS[0]} dpi", path.name, read)
            for file in manual.others:
                yield _counted(file.format, path.name, _of_file(file, manual.tables, folder))


def _of_file(file: WrittenFile, tables: Sequence[WrittenTable], folder: Path) -> CellFigures:
    from ingest.formats.archive import parts
    from ingest.formats.budgets import Limits
    from ingest.reading import media_type, read_document

    path, name = folder / file.name, file.name
    path.write_bytes(file.content)
    if media_type(path) == "zip":
        part = next(parts(path, "zip", Limits(), folder))
        if part.path is None:
            raise MillwrightError(f"{file.name} could not be unpacked: {part.problem}")
        path, name = part.path, part.name
    return cell_figures(tables, read_document(path, name=name, limits=Limits()))


def _counted(name: str, file: str, figures: CellFigures) -> Cells:
    return Cells(
        format=name,
        file=file,
        cells=figures.cells,
        right=figures.right,
        rows=figures.rows,
        whole=figures.whole,
    )


def _scans(samples: Path) -> Iterator[Scan]:
    from ingest.formats.pdf import read_pdf

    with tempfile.TemporaryDirectory(prefix="millwright-scans-") as folder:
        for path in _pdfs([samples]):
            document = read_pdf(path)
            language = _language(document)
            pages = [p.number for p in document.pages if p.outcome == "text"][2:]
            for dpi in _DPIS:
                note(f"{path.name} at {dpi} dpi …")
                chosen = pages[:_SCANNED_PAGES]
                scan = Path(folder) / f"{path.stem}-{dpi}.pdf"
                scan.write_bytes(scan_of(path, chosen, dpi))
                figures = scan_figures(path, scan, chosen, language=language)
                steps = step_figures(path, numbered_pages(document), dpi, language=language)
                yield Scan(
                    file=path.name,
                    language=language,
                    dpi=dpi,
                    pages=figures.pages,
                    error_rate=figures.error_rate,
                    pages_per_second=figures.pages_per_second,
                    steps=steps.steps,
                    steps_arrived=steps.arrived,
                    steps_by_tesseract=steps.arrived_by_tesseract,
                )


def _language(document: Document) -> str:
    from store.language import language_of

    return language_of(" ".join(block.text for block in document.blocks[:400]))
