"""`millwright glossary`: the plant's own words, listed and checked."""

import typer
from pydantic import BaseModel

from answer.glossary import glossary_file, read_glossary
from app.commands.console import note, print_json, say
from store.settings import load_settings


class GlossaryShown(BaseModel):
    """A glossary as `--json` prints it; the first of an entry's terms is the manuals' own."""

    file: str
    entries: list[tuple[str, ...]]
    problems: list[str]


def show_glossary(*, as_json: bool) -> None:
    """Print the entries, and what is wrong with the file; exits 1 if anything is."""
    settings = load_settings()
    path = glossary_file(settings)
    if not path.exists() and settings.glossary is None:
        shown = GlossaryShown(file=str(path), entries=[], problems=[])
    else:
        content = read_glossary(path)
        shown = GlossaryShown(
            file=str(path),
            entries=[entry.terms for entry in content.entries],
            problems=list(content.problems),
        )
    if as_json:
        print_json(shown)
    else:
        for entry in shown.entries:
            say(f"{entry[0]}: {', '.join(entry[1:])}")
        for problem in shown.problems:
            note(problem, "yellow")
        if not shown.entries and not shown.problems:
            say(f"No glossary yet: write `term;synonym;synonym` lines into {path}.")
    if shown.problems:
        raise typer.Exit(1)
