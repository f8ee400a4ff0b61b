"""Machines of the plant: master data of their own, that scopes and manuals refer to."""

import csv
from collections.abc import Iterable, Sequence

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from store.control_values import Machine
from store.csv_rows import csv_rows
from store.database import in_words
from store.errors import FileRejected, NotFound
from store.tables import MachineRow
from store.values import Scope

COLUMNS = ("id", "aliases", "type", "serial", "firmware", "location")


class Machines:
    """The machines in the catalog. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[Machine, ...]:
        """Return all machines by id."""
        with in_words("read"), Session(self._engine) as session:
            rows = session.scalars(select(MachineRow).order_by(MachineRow.id)).all()
            return tuple(_machine(row) for row in rows)

    def placed(self, scope: Scope) -> tuple[Scope, frozenset[str]]:
        """Return a scope with what is known of its machine, and all names of that machine."""
        if scope.machine is None:
            return scope, frozenset()
        machine = machine_called(scope.machine, self.all())
        if machine is None:
            return scope, frozenset({scope.machine.casefold().strip()})
        known = {
            "serial": scope.serial or machine.serial,
            "firmware": scope.firmware or machine.firmware,
        }
        return scope.model_copy(update=known), machine.names

    def put(self, machines: Iterable[Machine]) -> None:
        """Keep machines, in place of those of the same ids; all of them or none.

        Raises FileRejected where a name would stand for two machines.
        """
        with in_words("written"), Session(self._engine) as session, session.begin():
            for machine in machines:
                session.merge(MachineRow(**machine.model_dump(mode="json")))
            session.flush()
            _refuse_ambiguous([_machine(row) for row in session.scalars(select(MachineRow))])

    def remove(self, machine_id: str) -> None:
        """Forget a machine; raises NotFound."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            row = session.get(MachineRow, machine_id)
            if row is None:
                raise NotFound(f"There is no machine {machine_id}.")
            session.delete(row)


def machine_called(name: str, machines: Sequence[Machine]) -> Machine | None:
    """Return the machine of that id or alias, without regard to case."""
    wanted = name.casefold().strip()
    for machine in machines:
        if wanted in {one.casefold() for one in (machine.id, *machine.aliases)}:
            return machine
    return None


def read_machines(text: str) -> tuple[Machine, ...]:
    """Return the machines of a CSV with the columns id,aliases,type,serial,firmware,location.

    Only `id` must be filled; aliases are separated by `;`. Raises FileRejected naming the line.
    """
    reader = csv_rows(text)
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        unknown = [name for name in names if name not in COLUMNS]
        if "id" not in names or unknown:
            raise FileRejected(
                (f"Unknown column {unknown[0]!r}" if unknown else "The column 'id' is missing")
                + f"; columns are {', '.join(COLUMNS)}."
            )
        found: list[Machine] = []
        for row in reader:
            if None in row or None in row.values():
                raise FileRejected(f"Line {reader.line_num} has not as many fields as the heading.")
            values = {str(name).strip(): str(value).strip() for name, value in row.items()}
            if not values["id"]:
                raise FileRejected(f"Line {reader.line_num}: the id is missing.")
            aliases = (alias.strip() for alias in values.pop("aliases", "").split(";"))
            rest = {name: value for name, value in values.items() if value}
            found.append(Machine(**rest, aliases=tuple(alias for alias in aliases if alias)))
    except csv.Error as error:
        raise FileRejected(f"Line {reader.line_num} is no CSV ({error}).") from error
    if not found:
        raise FileRejected("It names no machine.")
    _refuse_ambiguous(found)
    return tuple(found)


def _refuse_ambiguous(machines: Sequence[Machine]) -> None:
    owners: dict[str, str] = {}
    for machine in machines:
        for name in dict.fromkeys(one.casefold() for one in (machine.id, *machine.aliases)):
            if owners.setdefault(name, machine.id) != machine.id:
                raise FileRejected(
                    f"The name {name!r} would stand for two machines, {owners[name]} and "
                    f"{machine.id}: give each its own."
                )


def _machine(row: MachineRow) -> Machine:
    return Machine(
        id=row.id,
        aliases=tuple(row.aliases),
        type=row.type,
        serial=row.serial,
        firmware=row.firmware,
        location=row.location,
    )
