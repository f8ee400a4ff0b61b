"""Machines as HTML, as CSV and as the texts of a form."""

import csv
import io
from collections.abc import Iterable, Mapping
from html import escape

from store.control_values import Machine
from store.errors import FileRejected
from store.machines import COLUMNS


def texts(machine: Machine) -> dict[str, str]:
    """Return what is known of a machine by column, as it stands in a CSV."""
    values = machine.model_dump()
    values["aliases"] = "; ".join(machine.aliases)
    return {name: str(values[name] or "") for name in COLUMNS}


def known(machine: Machine) -> str:
    """Return all that is known of a machine as one text, to search in."""
    return "\n".join(texts(machine).values())


def csv_of(machines: Iterable[Machine]) -> bytes:
    """Return machines as the CSV that can be taken over again; Excel reads it as UTF-8."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    writer.writerows(texts(machine) for machine in machines)
    return written.getvalue().encode("utf-8-sig")


def machine_of(said: Mapping[str, str]) -> Machine:
    """Return the machine that a form says; raises FileRejected without an id."""
    if not said["id"]:
        raise FileRejected("The machine needs an id.")
    aliases = tuple(alias.strip() for alias in said["aliases"].split(";") if alias.strip())
    rest = {name: text for name, text in said.items() if name != "aliases" and text}
    return Machine.model_validate({**rest, "aliases": aliases})


def row(machine: Machine, *, named: bool) -> str:
    """Return a machine as a row: its id and names, what is known of it, and a remark where it is
    not `named` by any manual.
    """
    facts = (
        ("Type", machine.type),
        ("Serial number", machine.serial),
        ("Firmware", machine.firmware),
        ("Location", machine.location),
    )
    cells = "".join(
        f'<div class="mw-fact"><span>{name}</span>{escape(value or "–")}</div>'
        for name, value in facts
    )
    remark = '<div class="mw-remark">No manual names it: look at its type.</div>'
    names = "".join(f'<span class="mw-chip">{escape(alias)}</span>' for alias in machine.aliases)
    return (
        f'<div class="mw-machine"><div class="mw-revision-name"><b>{escape(machine.id)}</b>{names}'
        f'</div><div class="mw-facts">{cells}</div>{"" if named else remark}</div>'
    )


def label(machine: Machine) -> str:
    """Return a machine as one line of a picker: id, first name, location or type."""
    parts = (machine.id, *machine.aliases[:1], machine.location or machine.type or "")
    return " · ".join(part for part in parts if part)
