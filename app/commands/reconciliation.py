"""`millwright reconcile`: do catalog, index and files agree?"""

import typer

from app.commands.console import note, print_json, say, waiting
from app.commands.controlling import with_owner
from app.counting import counted
from app.reconciling import spoken


def reconcile(*, repair: bool, as_json: bool) -> None:
    """Print what does not agree, mend it if asked to; exit code 1 where something is left."""
    with waiting("Comparing …"):
        found = with_owner(lambda owner: owner.reconcile())
    if repair and found.discrepancies:
        if found.rebuild_seconds:
            note(f"Reading anew what is missing takes about {spoken(found.rebuild_seconds)}.")
        with waiting("Mending …"):
            found = with_owner(lambda owner: owner.reconcile(repair=True))
    if as_json:
        print_json(found)
    else:
        say(
            f"{counted(found.revisions, 'revision')}, {counted(found.chunks, 'chunk')}, "
            f"{counted(found.originals, 'original')}."
        )
        for one in found.discrepancies:
            mended = " Mended." if one.repaired else ""
            say(f"{one.what}{mended}", "" if one.repaired else "red")
        if not found.discrepancies:
            say("Catalog, index and files agree.", "green")
    left = [one for one in found.discrepancies if not one.repaired]
    if left and not repair and not as_json:
        about = spoken(found.rebuild_seconds)
        say(f"`millwright reconcile --repair` mends this, in about {about}.")
    if left:
        raise typer.Exit(1)
