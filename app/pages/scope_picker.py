"""Which machine a question is about: from the master data, and from what manuals say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from app.pages import machine_markup
from app.pages.labels import Labels
from app.pages_context import readers_labels, service
from store.control_values import Machine
from store.errors import MillwrightError
from store.machines import machine_called
from store.manual_values import ManualSummary
from store.values import Scope

# What is picked for all machines; no machine is called so.
ALL = ""
_LONG_LIST = 12


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked; `serial` is empty where the machine's own is known."""

    machine: str
    serial: str

    @property
    def scope(self) -> Scope:
        """Return it as a question's scope."""
        return Scope(
            machine=None if self.machine == ALL else self.machine, serial=self.serial or None
        )

    @property
    def query(self) -> dict[str, str]:
        """Return it as part of a link."""
        picked = {"machine": self.machine} if self.machine != ALL else {}
        return picked | ({"serial": self.serial} if self.serial else {})


def pick_scope(manuals: Sequence[ManualSummary], machines: Sequence[Machine]) -> Picked:
    """Draw the pickers of machine and serial number, and return what is picked."""
    labels = readers_labels()
    choices = _choices(manuals, machines)
    linked = st.query_params.get("machine")
    if "machine" not in st.session_state:
        asked = linked or st.session_state.get("last_machine") or ALL
        called = machine_called(asked, machines)
        alike = next((one for one in choices if one.casefold() == asked.casefold()), asked)
        st.session_state.machine = called.id if called is not None else alike
    if st.session_state.machine not in choices:
        # Kept as it stands: answering for all machines instead could answer for a wrong one.
        choices.append(st.session_state.machine)
    if "serial" not in st.session_state:
        linked_serial = st.query_params.get("serial")
        st.session_state.serial = linked_serial or st.session_state.get("last_serial") or ""
    by_id = {machine.id: machine for machine in machines}
    # Typing to narrow a short list would only bring up the tablet's keyboard.
    narrowing: Literal["contains"] | None = "contains" if len(choices) > _LONG_LIST else None
    with st.container(key="scope"):
        machine_column, serial_column = st.columns((7, 4), gap="small")
        picked = machine_column.selectbox(
            labels("machine"),
            choices,
            key="machine",
            filter_mode=narrowing,
            format_func=lambda name: _called(name, by_id, labels),
        )
        chosen = by_id.get(picked)
        known = chosen.serial if chosen is not None else None
        # Always there, so that nothing moves while a machine is picked.
        serial = serial_column.text_input(
            labels("serial"),
            key="serial",
            placeholder=known or labels("if_known"),
            disabled=known is not None,
            autocomplete="off",
        )
    return Picked(picked, "" if known is not None else (serial or "").strip())


def _called(name: str, by_id: Mapping[str, Machine], labels: Labels) -> str:
    if name == ALL:
        return labels("all_machines")
    return machine_markup.label(by_id[name]) if name in by_id else name


def known_machines() -> tuple[Machine, ...]:
    """Return the master data; without it the names that manuals carry are picked from."""
    try:
        return service().owner.machines()
    except MillwrightError:
        return ()


def _choices(manuals: Sequence[ManualSummary], machines: Sequence[Machine]) -> list[str]:
    named = {machine for manual in manuals for machine in manual.machines}
    others = sorted(name for name in named if machine_called(name, machines) is None)
    return [ALL, *(machine.id for machine in machines), *others]
