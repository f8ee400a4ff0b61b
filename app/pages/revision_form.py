"""The form in which an owner says anew what a revision is."""

from collections.abc import Callable, Mapping

import streamlit as st
from pydantic import ValidationError

from store.errors import FileRejected
from store.manual_values import IngestOptions, ManualSummary, RevisionSummary

# Field of IngestOptions, label, and an example where the form is not plain.
_FIELDS = (
    ("title", "Title", ""),
    ("machines", "Machines", "Press 4; Press 5"),
    ("maker", "Maker", ""),
    ("document_number", "Document number", ""),
    ("revision", "Label of the revision", "C"),
    ("language", "Language", "en"),
    ("effective", "In force from", "2026-02-01"),
    ("serials", "For serial numbers", "2000.. or 1000..1999"),
    ("firmware", "For firmware", "2.1.."),
    ("amends", "Amends (for a bulletin)", "hpx-160#5.3 Drive belt"),
)
# Emptied, these say: for all machines, amends nothing, not known.
_MAY_BE_EMPTY = ("maker", "document_number", "serials", "firmware", "amends")
_IN_A_ROW = 3


def change_form(
    summary: ManualSummary, kept: RevisionSummary
) -> Callable[[str | None], IngestOptions]:
    """Draw the fields with what is known, and return what reads the changes out of them."""
    known = known_values(summary, kept)
    said: dict[str, str] = {}
    with st.container(key=f"change_fields_{kept.id}"):
        # The title has a row of its own, the others stand in threes.
        title, columns = st.container(), st.columns(_IN_A_ROW, gap="small")
        for number, (name, label, example) in enumerate(_FIELDS):
            place = columns[(number - 1) % _IN_A_ROW] if number else title
            said[name] = (
                place.text_input(
                    label,
                    value=known[name],
                    placeholder=example,
                    key=f"change_{name}_{kept.id}",
                    autocomplete="off",
                )
                or ""
            ).strip()

    def read(by: str | None) -> IngestOptions:
        return changes(known, said, by)

    return read


def known_values(summary: ManualSummary, kept: RevisionSummary) -> dict[str, str]:
    """Return what is known of a revision as the texts of the form."""
    section = f"#{kept.amends_section}" if kept.amends_section else ""
    return {
        "title": summary.title,
        "machines": "; ".join(summary.machines),
        "maker": summary.maker or "",
        "document_number": summary.document_number or "",
        "revision": kept.revision,
        "language": kept.language,
        "effective": kept.effective.isoformat(),
        "serials": kept.serials,
        "firmware": kept.firmware,
        "amends": f"{kept.amends_manual}{section}" if kept.amends_manual else "",
    }


def changes(
    known: Mapping[str, str],
    said: Mapping[str, str],
    by: str | None,
) -> IngestOptions:
    """Return only what is said anew.

    Raises FileRejected for what is no range, or must not be empty.
    """
    anew: dict[str, object] = {
        name: text for name, text in said.items() if text != known[name].strip()
    }
    labels = {name: label for name, label, _ in _FIELDS}
    for name, text in anew.items():
        if not text and name not in _MAY_BE_EMPTY:
            raise FileRejected(
                f"{labels[name]} cannot be emptied here: write what is right in place of "
                f"{known[name]!r}."
            )
    if "machines" in anew:
        parts = [machine.strip() for machine in str(anew["machines"]).split(";")]
        anew["machines"] = tuple(machine for machine in parts if machine)
    try:
        return IngestOptions.model_validate(anew | {"by": by})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        hint = " (as 2026-02-01)" if name == "effective" else ""
        raise FileRejected(f"{labels.get(name, name)} is wrong{hint}: {first['msg']}.") from error
