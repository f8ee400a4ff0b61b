"""`millwright manuals list` and `millwright manuals show`: read from the catalog alone."""

from rich.table import Table
from rich.text import Text

from app.commands.console import print_json, print_table, say
from app.counting import counted
from store.errors import NotFound
from store.manual_values import ManualSummary, RevisionSummary
from store.settings import load_settings

_COLUMNS = 6
# Labels longer than this leaves room for take a second line.
_WIDEST = 112


def list_manuals(*, as_json: bool) -> None:
    """Print all manuals with their revisions."""
    manuals = _manuals()
    if as_json:
        print_json(manuals)
        return
    if not manuals:
        say("No manuals yet. Take some in with `millwright ingest FOLDER`.")
        return
    for manual in manuals:
        machines = f" ({', '.join(manual.machines)})" if manual.machines else ""
        say(f"{manual.manual}: {manual.title}{machines}", "bold")
        table = Table(box=None, pad_edge=False, show_header=False)
        # A label may be long: it takes a second line, and leaves the state readable.
        for number in range(_COLUMNS):
            table.add_column(no_wrap=number > 0, overflow="fold")
        for revision in manual.revisions:
            table.add_row(*(Text(cell) for cell in _cells(revision)))
        print_table(table, widest=_WIDEST)


def show_manual(manual_id: str, *, as_json: bool) -> None:
    """Print one manual; raises NotFound."""
    found = next((manual for manual in _manuals() if manual.manual == manual_id), None)
    if found is None:
        raise NotFound(f"There is no manual {manual_id}; see `millwright manuals list`.")
    if as_json:
        print_json(found)
        return
    say(f"{found.manual}: {found.title}", "bold")
    say(f"Machines: {', '.join(found.machines) or 'not said: not found where one is picked'}")
    for name, value in (("Maker", found.maker), ("Document number", found.document_number)):
        if value:
            say(f"{name}: {value}")
    for revision in found.revisions:
        say("")
        _show_revision(revision)


def _show_revision(revision: RevisionSummary) -> None:
    say(f"Revision {revision.revision}, {revision.state}", "bold")
    languages = ", ".join(revision.spoken)
    say(f"  in force from {revision.effective}, language {languages}")
    for name, value in (
        ("for serial numbers", revision.serials),
        ("for firmware", revision.firmware),
        ("amends", " § ".join(filter(None, (revision.amends_manual, revision.amends_section)))),
        ("handed in by", revision.submitted_by),
        ("released by", revision.released_by),
    ):
        if value:
            say(f"  {name} {value}")
    say(f"  {revision.file}, sha256 {revision.sha256}")
    say(f"  {counted(revision.chunks, 'chunk')}, taken in {revision.ingested_at:%F %R} UTC")
    if revision.vectors < revision.chunks:
        say(
            f"  answers by keyword; {revision.vectors:,} of "
            f"{counted(revision.chunks, 'chunk')} found by meaning too",
            "yellow",
        )
    if revision.pages:
        counts = ", ".join(f"{n} {what}" for what, n in sorted(revision.page_counts.items()))
        say(f"  {counted(revision.pages, 'page')}: {counts}")
    if revision.pages_without_text:
        pages = ", ".join(map(str, revision.pages_without_text))
        say(f"  pages that gave nothing: {pages}", "red" if revision.mostly_silent else "")
    for remark in revision.remarks:
        say(f"  {remark}", "red")
    if not revision.confirmed:
        say("  read from the document, to be confirmed (`millwright manuals confirm`):", "yellow")
        for said in revision.described:
            where = f", page {said.page}" if said.page else ""
            say(f"    {said.field}: {said.value} (“{said.words}”{where})")


def _manuals() -> tuple[ManualSummary, ...]:
    from app.reading_room import manuals_of_home

    return manuals_of_home(load_settings())


def _cells(revision: RevisionSummary) -> tuple[str, ...]:
    pages = counted(revision.pages, "page") if revision.pages else "no pages"
    found = "" if revision.vectors >= revision.chunks else ", by keyword so far"
    return (
        f"  {revision.revision}",
        revision.state,
        f"from {revision.effective.isoformat()}",
        ", ".join(revision.spoken),
        pages,
        f"{counted(revision.chunks, 'chunk')}{found}",
    )
