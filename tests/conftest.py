"""No test leaves this machine, and none sees the settings of whoever runs it."""

import gc
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from app.local import LocalService
    from tests.tablet import Chromium, Tablet

SETTINGS_PREFIXES = ("MILLWRIGHT_", "MISTRAL_", "QDRANT_", "DATABASE_URL")

# Two workers take a file each: the longest ones first, or one is left with them at the end while
# the other has nothing to do. By processor time, that of a browser's processes included.
LONGEST_FIRST = (
    "test_faults",
    "test_pages",
    "test_ownership",
    "test_worker",
    "test_eval_runs",
    "test_owner_pages",
    "test_quality_page",
    "test_owner_commands",
    "test_adaptation",
    "test_ingestion",
    "test_scale",
    "test_revisions_answering",
    "test_closed_network",
    "test_upload_form",
    "test_queue_pages",
    "test_machine_pages",
    "test_across",
    "test_judge",
    "test_answering",
    "test_vocabulary",
    "test_scan_steps",
    "test_same_names",
    "test_pictures",
    "test_late_interaction",
    "test_drafts",
    "test_eval_identifiers",
    "test_eval_ablation",
)


def pytest_configure() -> None:
    """Take away the caller's settings: no model answers because a key happens to be set.

    Nor does a property fail because the machine is busy: Hypothesis' own deadline is a clock.
    """
    hypothesis.settings.register_profile("millwright", deadline=None)
    hypothesis.settings.load_profile("millwright")
    for name in [name for name in os.environ if name.startswith(SETTINGS_PREFIXES)]:
        del os.environ[name]
    # Hundreds of processes are started, and each would compile all of Millwright anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # As the commands do: most of what tests make is kept, and looking for garbage takes its time.
    gc.set_threshold(50_000, 10, 10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first; within a file, and else, nothing moves."""
    rank = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(rank)))


class NetworkBlockedError(OSError):
    """A test reached for another machine. An OSError, so that code under test takes its usual
    way out; the test fails all the same, because the attempt is on record.
    """


@pytest.fixture(scope="session")
def network_attempts() -> list[str]:
    """The hosts that this test reached for so far, in order."""
    return []


@pytest.fixture(scope="session", autouse=True)
def _network_guard(network_attempts: list[str]) -> Iterator[None]:
    """Let Python's sockets reach this machine only. Sockets of native code are not seen here."""

    def refuse(host: object) -> None:
        network_attempts.append(str(host))
        raise NetworkBlockedError(f"A test reached for {host}: tests have no network.")

    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def guarded_connect(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_this_machine(address[0]):
            refuse(address[0])
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not _is_this_machine(address[0]):
            refuse(address[0])
        return connect_ex(sock, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        # A literal address asks nobody, and a server that binds to all interfaces passes one.
        if not (_is_this_machine(host) or _is_literal(host)):
            refuse(host)
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


@pytest.fixture(autouse=True)
def _no_network(network_attempts: list[str]) -> Iterator[None]:
    """Fail the test that reached for another machine, even if the code swallowed the refusal."""
    yield
    hosts = sorted(set(network_attempts))
    network_attempts.clear()
    if hosts:
        pytest.fail(f"This test, or a fixture it uses, reached for {', '.join(hosts)}.")


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests, and the processes they start, out of the home in the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MILLWRIGHT_HOME", str(tmp_path_factory.mktemp("home")))
        yield


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)


def _is_literal(host: object) -> bool:
    try:
        ipaddress.ip_address(_text(host).partition("%")[0])
    except ValueError:
        return False
    return True


def _is_this_machine(host: object) -> bool:
    if host is None or _text(host) in ("", "localhost"):
        return True
    if not _is_literal(host):
        return False
    address = ipaddress.ip_address(_text(host).partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the sample manuals in, for a copy; all workers have the same."""
    from tests.homes import home_of_samples

    own = tmp_path_factory.getbasetemp()
    return home_of_samples(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def plant(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["LocalService"]:
    """Return a service with the sample manuals in; tests share it and change nothing in it."""
    from tests.homes import opened

    with opened(shutil.copytree(samples, tmp_path_factory.mktemp("plant") / "home")) as service:
        yield service


@pytest.fixture(scope="module")
def browser() -> "Iterator[Chromium]":
    """A Chromium for the tests of a file."""
    from tests.tablet import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def tablet(browser: "Chromium", address: str, tmp_path: Path) -> "Iterator[Tablet]":
    """A tablet held sideways, before the pages that the test file serves at its `address`."""
    from tests.tablet import SIZES, held

    with held(browser, address, SIZES["landscape"], tmp_path) as held_so:
        yield held_so
