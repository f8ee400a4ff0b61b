"""How page scripts, which take no arguments, come to the service and to who reads them."""

import streamlit as st

from app.pages.labels import Labels, labels_for
from app.service import Service

_held: list[Service] = []


def hold(service: Service) -> None:
    """Make this the service of all pages of the process."""
    _held[:] = [service]


def service() -> Service:
    """Return the service of this process; raises RuntimeError before one is held."""
    if not _held:
        raise RuntimeError("No service is held: pages are served by app.serve, not by themselves.")
    return _held[0]


def readers_labels() -> Labels:
    """Return the labels in the language that the reader's browser is set to."""
    return labels_for(st.context.locale)
