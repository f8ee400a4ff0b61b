"""`millwright manuals`: the steps of document control, what was read, what changed."""

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from pydantic import ValidationError

from app.commands.console import note, print_json, say
from app.owner import Owner
from app.sessions import with_service
from store.errors import MillwrightError, NotFound
from store.manual_values import DeletedRevision, IngestOptions, ManualSummary, RevisionSummary
from store.revision_diff_values import NumberChange, RevisionDiff
from store.settings import load_settings

T = TypeVar("T")
# What is said of a manual, whichever of its revisions is meant.
_OF_MANUAL = frozenset({"title", "machines", "maker", "document_number", "by"})


def with_owner(action: Callable[[Owner], T]) -> T:
    """Return what the action returns, run by whoever owns the home."""
    return with_service(load_settings(), lambda session: action(session.service.owner))


def take_step(
    manual: str,
    revision: str | None,
    step: Callable[[Owner, str], RevisionSummary],
    *,
    as_json: bool,
) -> None:
    """Do something to a revision, which may go unnamed if it is the only one, and print how it
    stands then.
    """
    label = revision or only_revision(manual)
    _print_state(with_owner(lambda owner: step(owner, label)), as_json=as_json)


def change_revision(
    manual: str, revision: str | None, said: dict[str, Any], *, as_json: bool
) -> None:
    """Take over what is said anew of a revision, and print how it stands then."""
    try:
        options = IngestOptions.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        raise MillwrightError(f"--{first['loc'][0]}: {first['msg']}.") from error
    given = options.model_dump(exclude_defaults=True)
    label = revision or (
        _any_revision(manual) if _OF_MANUAL.issuperset(given) else only_revision(manual)
    )
    changed = with_owner(lambda owner: owner.change(manual, label, options))
    _print_state(changed, as_json=as_json)


def delete_revision(
    manual: str, revision: str | None, *, by: str | None, sure: bool, as_json: bool
) -> None:
    """Remove a revision after asking, and print which one answers then."""
    label = revision or only_revision(manual)
    if not sure:
        question = (
            f"Delete {manual} revision {label} with its chunks, vectors, page images and "
            "original? It cannot be undone"
        )
        if not typer.confirm(question, err=True):
            note("Nothing was deleted.")
            raise typer.Exit(1)
    with_owner(lambda owner: owner.delete(manual, label, by=by))
    left = _kept(manual)
    if as_json:
        print_json(DeletedRevision(manual=manual, revision=label, left=left))
        return
    say(f"{manual} revision {label}: deleted. {_answering(manual, left)}")


def show_page(manual: str, revision: str | None, page: int | None, *, as_json: bool) -> None:
    """Print what was read on a page, chunk by chunk."""
    label = revision or only_revision(manual)
    found = with_owner(lambda owner: owner.page(manual, label, page))
    if as_json:
        print_json(found)
        return
    printed = f", printed {found.page_label}" if found.page_label else ""
    where = f"page {found.page}{printed}" if found.page else "the whole document"
    say(f"{manual} revision {label}, {where}: {found.outcome}", "bold")
    if found.reason:
        say(f"  {found.reason}", "red")
    if not found.chunks:
        say("  Nothing here can be found.", "red")
    for number, chunk in enumerate(found.chunks, 1):
        say("")
        say(f"[{number}] {chunk.kind}  {' > '.join(chunk.section)}", "dim")
        say(chunk.text)


def show_difference(manual: str, old: str, new: str, *, as_json: bool) -> None:
    """Print what changed from one revision to another: numbers first."""
    found = with_owner(lambda owner: owner.difference(manual, old, new))
    if as_json:
        print_json(found)
        return
    _print_difference(manual, old, new, found)


def show_history(manual: str | None, *, as_json: bool) -> None:
    """Print who did what, the newest first."""
    events = with_owner(lambda owner: owner.events(manual))
    if as_json:
        print_json(events)
        return
    for event in events:
        by = f" by {event.by}" if event.by else ""
        why = f": {event.note}" if event.note else ""
        say(
            f"{event.at.astimezone():%F %R}  {event.manual} revision {event.revision} "
            f"{event.action}{by}{why}"
        )
    if not events:
        say("Nothing was done yet.")


def only_revision(manual: str) -> str:
    """Return the label of a manual's one revision; raises MillwrightError where it has several."""
    labels = [revision.revision for revision in _known(manual).revisions]
    if len(labels) == 1:
        return labels[0]
    raise MillwrightError(f"{manual} has revisions {', '.join(labels)}: say which with --revision.")


def _any_revision(manual: str) -> str:
    known = _known(manual)
    return known.name_of(known.revisions[0])


def _known(manual: str) -> ManualSummary:
    kept = _kept(manual)
    if kept is None:
        raise NotFound(f"There is no manual {manual}; see `millwright manuals list`.")
    return kept


def _kept(manual: str) -> ManualSummary | None:
    from app.reading_room import manuals_of_home

    return next((one for one in manuals_of_home(load_settings()) if one.manual == manual), None)


def _answering(manual: str, kept: ManualSummary | None) -> str:
    return kept.answering if kept is not None else f"There is no manual {manual} any more."


def _print_state(revision: RevisionSummary, *, as_json: bool) -> None:
    if as_json:
        print_json(revision)
        return
    named = f"{revision.manual} revision {revision.revision}"
    say(f"{named}: {revision.state}, from {revision.effective}.")
    if not revision.in_force:
        say(_answering(revision.manual, _kept(revision.manual)))


def _print_difference(manual: str, old: str, new: str, found: RevisionDiff) -> None:
    say(f"{manual}: from revision {old} to {new}", "bold")
    say("")
    say(f"Changed numbers ({len(found.numbers)})", "bold")
    for change in found.numbers:
        say(f"  {change.before} -> {change.after}", "red")
        say(f"    {' > '.join(change.section)}{_pages(change)}", "dim")
        say(f"    - {change.old_sentence}")
        say(f"    + {change.new_sentence}")
    say("")
    say(f"Changed sections ({len(found.changed)})", "bold")
    for section in found.changed:
        say(f"  {' > '.join(section.section)}")
        for line in section.removed:
            say(f"    - {line}")
        for line in section.added:
            say(f"    + {line}")
    for name, sign, sections in (("Added", "+", found.added), ("Removed", "-", found.removed)):
        say("")
        say(f"{name} sections ({len(sections)})", "bold")
        for one in sections:
            say(f"  {' > '.join(one.section)} ({one.sentences} sentences)")
            for line in one.only_here:
                say(f"    {sign} {line}")
    say("")
    say(f"Moved sections ({len(found.moved)})", "bold")
    for move in found.moved:
        say(f"  {' > '.join(move.old_section)} -> {' > '.join(move.section)}")
    say("")
    say(f"{found.unchanged} sections say the same as before.")


def _pages(change: NumberChange) -> str:
    old = change.old_places[0].page if change.old_places else None
    new = change.new_places[0].page if change.new_places else None
    return f" (page {old} -> {new})" if old and new else ""
