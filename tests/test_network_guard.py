"""The guard under all tests: none leaves this machine."""

import socket

import pytest


class TestNetworkGuard:
    """192.0.2.0/24 is set aside for documentation: nothing answers there, should the guard fail."""

    def test_another_machine_cannot_be_reached(self, network_attempts: list[str]) -> None:
        with pytest.raises(OSError, match="tests have no network"):
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        with socket.socket() as sock, pytest.raises(OSError, match="tests have no network"):
            sock.connect_ex(("192.0.2.1", 80))
        with pytest.raises(OSError, match="tests have no network"):
            socket.getaddrinfo("factory.example", 80)
        assert network_attempts == ["192.0.2.1", "192.0.2.1", "factory.example"]
        network_attempts.clear()  # else this test would count as one that reached out

    def test_this_machine_can(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            socket.create_connection(("localhost", port), timeout=5).close()
