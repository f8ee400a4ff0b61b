"""`millwright manuals list` and `millwright manuals show`."""

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from app.commands.console import out, print_json, say
from store.errors import NotFound
from store.settings import load_settings
from store.values import ManualSummary, RevisionSummary


def list_manuals(*, as_json: bool) -> None:
    """Print all manuals with their revisions."""
    manuals = _manuals()
    if as_json:
        print_json(manuals)
        return
    if not manuals:
        say("No manuals yet. Take some in with `millwright ingest FOLDER`.")
        return
    table = Table(box=SIMPLE, pad_edge=False)
    for heading in ("Manual", "Title", "Machines"):
        table.add_column(heading, overflow="fold")
    for heading in ("Rev.", "Status", "From", "Lang."):
        table.add_column(heading, no_wrap=True)
    for heading in ("Pages", "Chunks"):
        table.add_column(heading, justify="right", no_wrap=True)
    for manual in manuals:
        for revision in manual.revisions:
            table.add_row(*(Text(cell) for cell in _cells(manual, revision)))
    out.print(table)


def show_manual(manual_id: str, *, as_json: bool) -> None:
    """Print one manual; raises NotFound."""
    found = next((manual for manual in _manuals() if manual.manual == manual_id), None)
    if found is None:
        raise NotFound(f"There is no manual {manual_id}; see `millwright manuals list`.")
    if as_json:
        print_json(found)
        return
    say(f"{found.manual}: {found.title}", "bold")
    say(f"Machines: {', '.join(found.machines) or 'not said'}")
    for revision in found.revisions:
        say("")
        say(f"Revision {revision.revision}, {revision.status}", "bold")
        say(f"  in force from {revision.effective}, language {revision.language}")
        say(f"  {revision.file}, sha256 {revision.sha256}")
        taken_in = f"{revision.ingested_at:%F %R} UTC"
        say(f"  {revision.pages} pages, {revision.chunks} chunks, taken in {taken_in}")
        if revision.pages_without_text:
            pages = ", ".join(map(str, revision.pages_without_text))
            say(f"  pages without text: {pages}")
        for remark in revision.remarks:
            say(f"  {remark}", "red")


def _manuals() -> tuple[ManualSummary, ...]:
    from app.reading_room import manuals_of_home

    return manuals_of_home(load_settings())


def _cells(manual: ManualSummary, revision: RevisionSummary) -> tuple[str, ...]:
    return (
        manual.manual,
        manual.title,
        ", ".join(manual.machines),
        revision.revision,
        revision.status,
        revision.effective.isoformat(),
        revision.language,
        str(revision.pages),
        str(revision.chunks),
    )
