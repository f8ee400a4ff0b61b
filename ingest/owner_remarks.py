"""What an owner is told of a file that is taken in, beside what its reader says of it."""

import re
from collections.abc import Sequence

from ingest.reading import Reading
from store.manual_values import SILENT, ManualSummary, RevisionSummary


def kept_already(twin: RevisionSummary, *, held: bool) -> str:
    """What to tell an owner who hands the same file in as two manuals."""
    here = f"The same file is here as {twin.manual} revision {twin.revision} already"
    if twin.in_force:
        return f"{here}: both answer until one is withdrawn."
    if held:
        return (
            f"{here} ({twin.state}), so it waits as a draft: delete it, or release it if it is to "
            "answer again."
        )
    return f"{here} ({twin.state})."


def of_another_title(known: ManualSummary, title: str) -> str | None:
    """What to tell an owner where a title shares no word with that of the manual, if it does not.

    Two files of one name in two folders are no revisions of one manual.
    """
    ours, theirs = (
        {word for word in re.findall(r"\w+", one.casefold()) if len(word) > 2}
        for one in (title, known.title)
    )
    if not ours or not theirs or ours & theirs or not known.revisions:
        return None
    return (
        f"It bears the file name of {known.manual}, and another title ({title}, not "
        f"{known.title}), so it waits as a draft: release it if it is a revision of that manual, "
        "else delete it and hand it in with an id of its own (--manual)."
    )


def several_languages(languages: Sequence[str]) -> str | None:
    """What to tell an owner whose file holds more languages than one."""
    if len(languages) == 1:
        return None
    named = f"{', '.join(languages[:-1])} and {languages[-1]}"
    return f"It is written in {named}: a question looks in its own language first."


def lost_languages(known: ManualSummary | None, languages: Sequence[str]) -> str | None:
    """What to tell an owner whose file replaces one that is in more languages."""
    in_force = [one for one in (known.revisions if known is not None else ()) if one.in_force]
    replaced = [one for one in in_force if one.language in languages]
    left = {code for one in in_force if one not in replaced for code in one.answering_in}
    lost = {code for one in replaced for code in one.answering_in} - left - set(languages)
    if not lost:
        return None
    return (
        f"Revision {replaced[0].revision} is in {' and '.join(sorted(lost))} as well, and this "
        "file is not: where it replaces that one, nothing answers in that language."
    )


def silent_pages(reading: Reading) -> tuple[str, ...]:
    """What to tell an owner where more than a tenth of the pages gave nothing."""
    silent = [page for page in reading.pages if page.outcome in SILENT]
    if len(silent) * 10 <= len(reading.pages):
        return ()
    return (
        f"{len(silent)} of {len(reading.pages)} pages gave no text: they are empty or images, or "
        "could not be read. Nothing on them can be found.",
    )
