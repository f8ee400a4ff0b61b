"""The machines of the plant: what they are called, and which serial number each has."""

from collections.abc import Sequence

import streamlit as st

from app.counting import counted
from app.pages import machine_markup, markup
from app.pages.manual_filter import page_of
from app.pages.owner_name import say, show_said
from app.pages_context import service
from store.control_values import Machine
from store.errors import FileRejected, MillwrightError, NotAllowed
from store.machines import COLUMNS, machine_called, read_machines

_A_PAGE = 25
_NEW = ""
_LABELS = {
    "id": "Id",
    "aliases": "Also called",
    "type": "Type",
    "serial": "Serial number",
    "firmware": "Firmware",
    "location": "Location",
}


def main() -> None:
    """Draw the page."""
    show_said()
    try:
        machines = service().owner.machines()
        manuals = service().manuals()
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    _ways_in(machines)
    _table(machines, {name.casefold() for manual in manuals for name in manual.machines})


def _ways_in(machines: Sequence[Machine]) -> None:
    with st.container(key="machines_bar", horizontal=True, vertical_alignment="bottom"):
        if st.button("Add a machine", key="add_machine", type="primary"):
            st.session_state.machine_open = _NEW
        st.download_button(
            "Download as CSV",
            machine_markup.csv_of(machines),
            file_name="machines.csv",
            mime="text/csv",
            key="machines_csv",
            on_click="ignore",
        )
    # Its place stands always, or the import below would close when the form opens.
    with st.container(key="machine_new"):
        if st.session_state.get("machine_open") == _NEW:
            _form(Machine(id="new"), new=True)
    with st.expander("Take machines from a CSV file"):
        st.html(
            f'<p class="mw-hint">Columns: {", ".join(COLUMNS)}; only id must be filled, aliases '
            "are separated by semicolons. Machines of the same id are replaced, others stay.</p>"
        )
        with st.form("machines_import", border=False, clear_on_submit=False):
            file = st.file_uploader("CSV file", type=["csv"], key="machines_file")
            if st.form_submit_button("Take them over", type="primary"):
                _import(file.getvalue() if file is not None else None)


def _import(content: bytes | None) -> None:
    try:
        if content is None:
            raise FileRejected("Choose a CSV file first.")
        machines = read_machines(_text(content))
        service().owner.put_machines(machines)
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    say(f"{counted(len(machines), 'machine')} taken over.")
    st.rerun()


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRejected("The file is not in UTF-8: save it as “CSV UTF-8”.") from error


def _table(machines: Sequence[Machine], named: set[str]) -> None:
    words = st.text_input(
        "Search", key="machines_words", placeholder="Id, name, type, number or place",
        autocomplete="off",
    )  # fmt: skip
    wanted = (words or "").casefold().split()
    found = [m for m in machines if all(w in machine_markup.known(m).casefold() for w in wanted)]
    st.html(markup.heading(counted(len(found), "machine")))
    shown, page, pages = page_of(found, st.session_state.get("machines_at", 0), _A_PAGE)
    for number, machine in enumerate(shown):
        with st.container(key=f"machine_row_{number}"):
            row, button = st.columns((5, 1), vertical_alignment="center")
            row.html(machine_markup.row(machine, named=not named.isdisjoint(machine.names)))
            if button.button("Edit", key=f"edit_machine_{number}", width="stretch"):
                st.session_state.machine_open = machine.id
        if st.session_state.get("machine_open") == machine.id:
            with st.container(key=f"machine_form_{number}", border=True):
                _form(machine, new=False)
    if not machines:
        st.html(markup.line("No machines are known yet: add one, or take them from a CSV.", "info"))
    if pages > 1:

        def to(at: int) -> None:
            st.session_state.machines_at = at

        with st.container(key="turn", horizontal=True, vertical_alignment="center"):
            st.button("Previous", key="machines_before", on_click=to, args=(page - 1,),
                      disabled=page == 0)  # fmt: skip
            st.button("Next", key="machines_after", on_click=to, args=(page + 1,),
                      disabled=page + 1 == pages)  # fmt: skip


def _form(machine: Machine, *, new: bool) -> None:
    key = "new" if new else machine.id
    known = machine_markup.texts(machine) if not new else dict.fromkeys(COLUMNS, "")
    with st.form(f"machine_{key}", border=False):
        columns = st.columns(3, gap="small")
        said = {
            name: (
                columns[number % 3].text_input(
                    _LABELS[name],
                    value=known[name],
                    key=f"machine_{name}_{key}",
                    disabled=name == "id" and not new,
                    placeholder="Press 4; big press" if name == "aliases" else "",
                    autocomplete="off",
                )
                or ""
            ).strip()
            for number, name in enumerate(COLUMNS)
        }
        with st.container(key="machine_submit_bar", horizontal=True):
            save = st.form_submit_button("Save", type="primary")
            remove = not new and st.form_submit_button("Remove")
            leave = st.form_submit_button("Leave it")
        if save:
            _save(said, new=new)
        elif remove:
            _remove(machine.id)
        elif leave:
            st.session_state.pop("machine_open", None)
            st.rerun()


def _save(said: dict[str, str], *, new: bool) -> None:
    try:
        machine = machine_markup.machine_of(said)
        if new and machine_called(machine.id, service().owner.machines()) is not None:
            raise NotAllowed(f"There is a machine {machine.id} already: edit that one.")
        service().owner.put_machines([machine])
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    _closed(f"Machine {machine.id} is kept.")


def _remove(machine_id: str) -> None:
    try:
        service().owner.remove_machine(machine_id)
    except MillwrightError as error:
        st.html(markup.line(str(error), "problem"))
        return
    _closed(f"Machine {machine_id} is removed.")


def _closed(sentence: str) -> None:
    st.session_state.pop("machine_open", None)
    say(sentence)
    st.rerun()


main()
