"""`millwright search` and `millwright ask`."""

from collections.abc import Sequence

from app.commands.console import note, print_json, say, waiting
from app.pages.labels import ENGLISH
from app.sessions import with_service
from store.settings import load_settings
from store.values import Answer, Citation, Hit, Scope

_STYLES = {
    "danger": "bold red",
    "warning": "bold dark_orange",
    "caution": "yellow",
    "notice": "blue",
}


def search_for(
    question: str, limit: int, scope: Scope, history: Sequence[str], *, as_json: bool
) -> None:
    """Print the hits of a question, asked after those of the history."""
    with waiting("Looking …"):
        result = with_service(
            load_settings(),
            lambda session: session.service.search(
                question, scope=scope, limit=limit, history=history
            ),
        )
    if as_json:
        print_json(result)
        return
    if result.understood:
        note(f"Understood as: {result.understood}")
    for hit in result.hits:
        say(f"{hit.rank:2}  {_hit_place(hit)}", "bold")
        say(f"    {_shortened(hit.text)}")
        for place in hit.also:
            where = _place(
                place.manual, place.revision, place.page, place.page_label, place.section
            )
            say(f"    The same words: {where}")
    if not result.hits:
        note("Nothing in force within this scope.")


def ask_for(question: str, scope: Scope, history: Sequence[str], *, as_json: bool) -> None:
    """Print the answer to a question, asked after those of the history."""
    with waiting("Looking …"):
        answer = with_service(
            load_settings(),
            lambda session: session.service.ask(question, scope=scope, history=history),
        )
    if as_json:
        print_json(answer)
        return
    _print_answer(answer)


def show_again(answer_id: str, *, as_json: bool) -> None:
    """Print an answer as it was given."""
    answer = with_service(load_settings(), lambda session: session.service.answer(answer_id))
    if as_json:
        print_json(answer)
        return
    say(answer.question, "bold")
    _print_answer(answer)


def _print_answer(answer: Answer) -> None:
    if answer.understood:
        note(f"Understood as: {answer.understood}")
    for doubt in filter(None, (answer.names_another, answer.not_in_force)):
        say(doubt, "bold yellow")
        say("")
    for shown in answer.notices:
        # Most begin with the word for their level themselves.
        level = shown.level.upper()
        named = "" if shown.text.upper().startswith(level) else f"{level}  "
        say(f"{named}{shown.text}  [{shown.marker}]", _STYLES[shown.level])
        say("")
    say(answer.text)
    if answer.fallback:
        note(answer.fallback, "yellow")
    if answer.citations:
        say("")
        say("Sources", "bold")
    for citation in answer.citations:
        say(f"[{citation.marker}] {_citation_place(citation)}")
        if citation.by_ocr:
            say(f"    {ENGLISH('by_ocr')}", "yellow")
    if answer.outcome == "refused" and answer.nearest:
        say("")
        say("Nearest", "bold")
        for hit in answer.nearest:
            say(f"  {_hit_place(hit)}")


def _hit_place(hit: Hit) -> str:
    return _place(hit.manual, hit.revision, hit.page, hit.page_label, hit.section)


def _citation_place(citation: Citation) -> str:
    return _place(
        citation.title, citation.revision, citation.page, citation.page_label, citation.section
    )


def _place(
    manual: str, revision: str, page: int | None, label: str | None, section: tuple[str, ...]
) -> str:
    where = f", page {label or page}" if page else ""
    printed = f" (PDF page {page})" if page and label and label != str(page) else ""
    path = f" – {' > '.join(section)}" if section else ""
    return f"{manual}, revision {revision}{where}{printed}{path}"


def _shortened(text: str, width: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"
