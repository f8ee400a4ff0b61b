"""The command line. What a command needs is imported when it runs, so that --help is at once."""

import gc
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli_documents import jobs_app, machines_app, manuals_app
from app.cli_evals import eval_app
from app.cli_fitting import fitting_app
from app.cli_measuring import measuring_app
from app.cli_options import Json
from app.help_text import flowing
from store.errors import MillwrightError

app = typer.Typer(
    name="millwright",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Answers a technician's question from the factory's own manuals, and shows the page.\n\n"
    "Start with `millwright ingest FOLDER` and `millwright serve`, then open the page it names.",
)
app.add_typer(manuals_app, name="manuals")
app.add_typer(machines_app, name="machines")
app.add_typer(jobs_app, name="jobs")
# Without a name of its own, its commands stand among those of `eval`.
eval_app.add_typer(fitting_app)
eval_app.add_typer(measuring_app)
app.add_typer(eval_app, name="eval")

Machine = Annotated[
    str | None, typer.Option(help="Only manuals of this machine, by its id.", metavar="ID")
]
Language = Annotated[
    str | None, typer.Option(help="Only manuals in this language: en, de, …", metavar="CODE")
]
Revision = Annotated[
    str | None,
    typer.Option(help="Only this revision, a superseded one too.", metavar="LABEL"),
]
Serial = Annotated[
    str | None, typer.Option(help="Only what is for this serial number.", metavar="NUMBER")
]
Firmware = Annotated[
    str | None, typer.Option(help="Only what is for this firmware.", metavar="VERSION")
]
After = Annotated[
    list[str] | None,
    typer.Option(
        "--after",
        help="A question before this one; may be given again, oldest first.",
        metavar="QUESTION",
    ),
]
Question = Annotated[str, typer.Argument(help="The question, in quotes.")]


def main() -> None:
    """Run the command line; a failure is one sentence on stderr and exit code 1."""
    # Imports make a million objects and hardly any garbage: looking for it after each 700 of them,
    # as Python does else, took a seventh of every start.
    gc.set_threshold(50_000, 10, 10)
    flowing(app)
    try:
        app()
    except MillwrightError as error:
        print(f"millwright: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 for the factory's network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8501,
) -> None:
    """Serve the pages, the API and the worker that takes in uploads."""
    from app.commands.serving import serve_home

    serve_home(host, port)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="PDF, Word, PowerPoint, Excel, HTML, Markdown, text, e-mail, picture or ZIP "
            "files, or folders of them.",
            show_default=False,
        ),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            help="A CSV with the columns file,manual,title,machines,revision,language,effective, "
            "and if you like maker,document_number,serials,firmware,amends."
        ),
    ] = None,
    manual: Annotated[
        str | None, typer.Option(help="The manual's id; else the file's name.", metavar="ID")
    ] = None,
    title: Annotated[str | None, typer.Option(help="The manual's title.")] = None,
    machine: Annotated[
        list[str] | None, typer.Option(help="A machine it is for; may be given again.")
    ] = None,
    revision: Annotated[
        str | None, typer.Option(help="The revision's label; else from the file's name.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Its language: en, de, …; else from its words.")
    ] = None,
    effective: Annotated[
        str | None, typer.Option(help="In force from this date; else today.", metavar="YYYY-MM-DD")
    ] = None,
    maker: Annotated[str | None, typer.Option(help="Who made the machine.")] = None,
    document_number: Annotated[str | None, typer.Option(help="The maker's number of it.")] = None,
    serials: Annotated[
        str | None, typer.Option(help="Serial numbers it is for; else all.", metavar="A..B")
    ] = None,
    firmware: Annotated[
        str | None, typer.Option(help="Firmware it is for; else all.", metavar="A..B")
    ] = None,
    amends: Annotated[
        str | None,
        typer.Option(help="For a service bulletin: what it amends.", metavar="MANUAL[#SECTION]"),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who hands it in.", metavar="NAME")] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Keep it back until `manuals release`.")
    ] = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Queue the files and return at once.")
    ] = False,
    json: Json = False,
) -> None:
    """Take manuals in, and end when all of them can be found.

    A file that fails is named with its reason and makes the exit code 1; the others are in.
    Ingesting a file again changes nothing.
    Beside a manifest the options hold for each of its files of which it says nothing else.
    """
    from app.commands.ingesting import ingest_files, orders

    options = {
        "manual": manual,
        "title": title,
        "machines": tuple(machine or ()),
        "revision": revision,
        "language": language,
        "effective": effective,
        "maker": maker,
        "document_number": document_number,
        "serials": serials,
        "firmware": firmware,
        "amends": amends,
        "by": by,
        "draft": draft,
    }
    ingest_files(orders(paths or [], manifest, options), wait=not no_wait, as_json=json)


@app.command()
def search(
    question: Question,
    limit: Annotated[int, typer.Option(help="How many hits.", min=1, max=100)] = 10,
    machine: Machine = None,
    language: Language = None,
    revision: Revision = None,
    serial: Serial = None,
    firmware: Firmware = None,
    after: After = None,
    json: Json = False,
) -> None:
    """Show the places in force that fit a question best."""
    from app.commands.asking import search_for

    scope = _scope(machine, language, revision, serial, firmware)
    search_for(question, limit, scope, after or (), as_json=json)


@app.command()
def ask(
    question: Question,
    machine: Machine = None,
    language: Language = None,
    revision: Revision = None,
    serial: Serial = None,
    firmware: Firmware = None,
    after: After = None,
    json: Json = False,
) -> None:
    """Answer a question with its sources: by the model if one is set, else word for word."""
    from app.commands.asking import ask_for

    scope = _scope(machine, language, revision, serial, firmware)
    ask_for(question, scope, after or (), as_json=json)


@app.command()
def answer(
    answer: Annotated[str, typer.Argument(help="The answer's id, as `ask --json` gave it.")],
    json: Json = False,
) -> None:
    """Show an answer again exactly as it was given, whatever is in force today."""
    from app.commands.asking import show_again

    show_again(answer, as_json=json)


@app.command()
def reconcile(
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend it: read lost chunks again, drop leftovers.")
    ] = False,
    json: Json = False,
) -> None:
    """Check that catalog, index and files agree; exit code 1 where they do not."""
    from app.commands.reconciliation import reconcile as reconcile_home

    reconcile_home(repair=repair, as_json=json)


@app.command()
def reembed() -> None:
    """Make all vectors anew, after another encoder was set."""
    from app.commands.reembedding import reembed_home

    reembed_home()


@app.command()
def glossary(json: Json = False) -> None:
    """Show the plant's own words for what manuals call otherwise, and what is wrong with them."""
    from app.commands.glossary import show_glossary

    show_glossary(as_json=json)


@app.command()
def doctor(json: Json = False) -> None:
    """Check settings, home, encoder, index, catalog and model, and say what is wrong."""
    from app.commands.checking import check_all

    check_all(as_json=json)


def _scope(
    machine: str | None,
    language: str | None,
    revision: str | None,
    serial: str | None,
    firmware: str | None,
) -> Any:
    from store.values import Scope

    return Scope(
        machine=machine, language=language, revision=revision, serial=serial, firmware=firmware
    )
