"""`millwright machines list|import|remove`."""

import csv
import sys
from pathlib import Path

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from app.commands.console import print_json, print_table, say
from app.commands.controlling import with_owner
from app.counting import counted
from store.errors import FileRejected
from store.machines import COLUMNS, read_machines


def list_machines(*, as_json: bool, as_csv: bool) -> None:
    """Print all machines: as a table, as JSON, or as the CSV that `import` reads."""
    machines = with_owner(lambda owner: owner.machines())
    if as_json:
        print_json(machines)
        return
    rows = [
        [one.id, ";".join(one.aliases)]
        + [said or "" for said in (one.type, one.serial, one.firmware, one.location)]
        for one in machines
    ]
    if as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows([COLUMNS, *rows])
        return
    if not machines:
        say("No machines yet. Name them in a CSV and take it in with `millwright machines import`.")
        return
    table = Table(box=SIMPLE, pad_edge=False)
    for heading in COLUMNS:
        table.add_column(heading.capitalize(), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    print_table(table)


def import_machines(path: Path) -> None:
    """Take in the machines of a CSV, all or none; raises FileRejected naming file and line."""
    try:
        machines = read_machines(path.read_text(encoding="utf-8-sig"))
    except FileRejected as error:
        raise FileRejected(f"{path.name}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise FileRejected(f"{path}: it cannot be read ({error}).") from error
    kept = with_owner(lambda owner: owner.put_machines(machines))
    say(f"{counted(len(machines), 'machine')} taken in; {len(kept)} known now.")


def remove_machine(machine: str) -> None:
    """Forget a machine."""
    with_owner(lambda owner: owner.remove_machine(machine))
    say(f"{machine}: removed.")
