"""`millwright eval draft`: questions proposed from a manual, for a person to confirm."""

from pathlib import Path

from app.commands.console import note, print_json, say, waiting
from app.sessions import Session, with_service
from evals.drafts import suite_line
from store.errors import MillwrightError
from store.settings import load_settings


def draft_cases(manual: str, out: Path | None, limit: int, *, as_json: bool) -> None:
    """Print proposed cases; with `out` they are written there, else kept for the page Quality.

    Raises NotFound for a manual that is not in force, and MillwrightError where `out` is there.
    """
    if out is not None and out.exists():
        raise MillwrightError(f"{out} is there already: name another file, or remove it first.")

    def propose(session: Session) -> None:
        with waiting(f"Proposing questions from {manual}"):
            found = session.service.evaluator.propose(manual, limit=limit, keep=out is None)
        if found.remark:
            note(f"Questions are worded by templates: {found.remark}", "yellow")
        if out is not None:
            lines = (suite_line(draft.case) for draft in found.drafts)
            _write(out, "".join(f"{line}\n" for line in lines))
        if as_json:
            print_json(found)
            return
        for draft in found.drafts:
            place = draft.case.expected[0]
            pages = ", ".join(map(str, place.pages))
            say(f"{draft.case.question}")
            say(f"    page {pages}  {'; '.join(place.facts)}  ({draft.basis})", "dim")
        if out is None:
            say(f"{found.new} new drafts: confirm or dismiss them on the page Quality.", "bold")
        else:
            say(
                f"{len(found.drafts)} drafts in {out}: put them right, and take the tag `draft` "
                "off those that hold. `eval run` leaves the others out.",
                "bold",
            )

    with_service(load_settings(), propose)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MillwrightError(f"{path} cannot be written: {error.strerror}.") from error
