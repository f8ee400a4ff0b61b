"""`millwright eval identifiers`: every code of a manual asked, and codes that do not exist."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import typer
from rich.table import Table

from app.commands.console import print_json, print_table, progress_bar, say
from app.commands.own_home import with_own_home
from app.local import LocalService
from app.sessions import Session
from evals.codes_asked import SPELLINGS, CodesAsked, CodesError, DefinedCode, Missed, asked
from store.code_places import defined_codes
from store.manual_values import StoredRevision, none_in_force
from store.settings import load_settings
from store.values import Scope

# From these shares on a release may go out.
LEAST_FOUND = 0.99
LEAST_REFUSED = 0.95


def ask_codes(manual: str | None, *, seed: int, as_json: bool) -> None:
    """Print how many codes are found and how many false ones refused; exits 1 below the shares.

    Raises CodesError where there are no codes to ask for, and StoreUnavailable where another
    process owns the home.
    """
    found = with_own_home(load_settings(), _Work(manual, seed))
    if as_json:
        print_json(found)
    else:
        _print(found)
    if found.found[0].share < LEAST_FOUND or found.refused.share < LEAST_REFUSED:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Work:
    manual: str | None
    seed: int

    def __call__(self, service: LocalService, session: Session) -> CodesAsked:
        in_force = service.catalog.in_force(Scope(), today=datetime.date.today())
        chosen = [one for one in in_force if self.manual in (None, one.manual)]
        if not chosen:
            raise CodesError(none_in_force(self.manual or "", in_force))
        codes = _codes(service, chosen)
        with progress_bar() as bar:
            row = bar.add_task("codes", total=2 * len(SPELLINGS) * len(codes))
            return asked(
                service,
                codes,
                service.codes,
                [one.id for one in in_force],
                seed=self.seed,
                check=session.check,
                on_question=lambda: bar.advance(row),
            )


def _codes(service: LocalService, revisions: Sequence[StoredRevision]) -> tuple[DefinedCode, ...]:
    """The codes that these define: once a manual, whatever revisions and places define them.

    One of letters alone is left out: it has no other spellings, and none made up like it is a code.
    """
    found = {
        (revision.manual, code.key): DefinedCode(code, revision.manual)
        for revision in revisions
        for code in defined_codes(service.catalog.engine, revision.id)
        if not code.key.isalpha()
    }
    return tuple(found.values())


def _print(found: CodesAsked) -> None:
    table = Table(
        *("", "search", "", "bm25", ""),
        title=f"Defining row first: {found.codes} codes in {len(SPELLINGS)} spellings",
        title_justify="left",
    )
    for ours, keywords in zip(found.found, found.keywords_found, strict=True):
        table.add_row(
            ours.what,
            f"{ours.share:.3f}",
            f"{ours.good} of {ours.of}",
            f"{keywords.share:.3f}",
            f"{keywords.good} of {keywords.of}",
        )
    print_table(table)
    _print_missed("Not first", found.missed)
    refused, near = found.refused, found.named_near
    say(f"Codes that do not exist: {refused.share:.3f} refused, {refused.good} of {refused.of}")
    _print_missed("Not refused", found.not_refused)
    say(f"Refusals that name near codes: {near.share:.3f}, {near.good} of {near.of}")
    _print_missed("No near code named", found.without_near)


def _print_missed(title: str, missed: Sequence[Missed]) -> None:
    if missed:
        say(f"{title}: {len(missed)}", "bold")
    for one in missed:
        say(f"  {one.question}  ({one.manual}, {one.kind} {one.code})  → {one.got}")
