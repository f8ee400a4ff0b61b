"""The evaluator's commands: whether the answers are right, and what was measured."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Json, Seed, SkipMissing, two_for_failures

eval_app = typer.Typer(no_args_is_help=True, help="Whether the answers are right, and how fast.")


class System(StrEnum):
    """What can be asked for a question's places."""

    SEARCH = "search"
    BM25 = "bm25"
    DENSE = "dense"
    RRF = "rrf"
    STARTER = "starter"
    STARTER_BM25 = "starter-bm25"


class Images(StrEnum):
    """Which questions of a report show the page."""

    FAILED = "failed"
    ALL = "all"
    NONE = "none"


_CHEAP = [System.SEARCH, System.BM25, System.DENSE, System.RRF]
Runs = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="Where runs are kept, a folder each; else `runs` in the home.",
        metavar="DIR",
        show_default=False,
    ),
]
Gates = Annotated[
    Path | None,
    typer.Option(
        help="A TOML file with more gates, over all questions: `gates = [...]`.",
        show_default=False,
    ),
]


@eval_app.command("run")
def eval_run(
    suites: Annotated[
        list[Path] | None,
        typer.Argument(help="Suites as JSON Lines; several make one run.", show_default=False),
    ] = None,
    out: Runs = None,
    system: Annotated[
        list[System] | None,
        typer.Option(
            help="What is asked, again for more: Millwright's own search, its parts alone (bm25, "
            "dense), both by equal ranks (rrf), a LlamaIndex starter over the originals, which "
            "has to embed them anew, or BM25 over its default chunks of several pages each "
            "(starter-bm25).",
            show_default="search, bm25, dense, rrf",
        ),
    ] = None,
    answers: Annotated[
        bool, typer.Option("--answers/--no-answers", help="Ask for answers, or retrieval alone.")
    ] = True,
    judge: Annotated[
        bool,
        typer.Option("--judge", help="Let the model that is set judge each answer (it is slow)."),
    ] = False,
    tag: Annotated[
        list[str] | None,
        typer.Option(help="Only questions that bear it; again for more.", show_default=False),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(help="Only the first so many of each suite.", min=1, show_default=False),
    ] = None,
    jobs: Annotated[int, typer.Option(help="How many questions at once.", min=1, max=64)] = 2,
    skip_missing: SkipMissing = False,
    name: Annotated[str, typer.Option(help="What to call the run.", show_default=False)] = "",
    note: Annotated[str, typer.Option(help="What it is for.", show_default=False)] = "",
    resume: Annotated[
        str | None,
        typer.Option(help="Go on with a run that broke off.", metavar="RUN", show_default=False),
    ] = None,
    gates: Gates = None,
    images: Annotated[
        Images, typer.Option(help="Which questions of the report show the manual's page.")
    ] = Images.FAILED,
    json: Json = False,
) -> None:
    """Ask suites' questions, measure what is found and answered, and check the gates.

    Keeps run.json, cases.jsonl and report.html in a folder of the run's own. A run that was broken
    off goes on with `--resume`; only the questions under way are lost.

    A suite's gates stand in a TOML file of its name beside it: next to press.jsonl, press.toml
    with `gates = ["hit@5 >= 0.95", "hit@1\\[technician] >= 0.7", "refusal_precision >= 0.9",
    "no_regression: mrr"]`. The last kind needs two runs, and is checked by `eval compare`.

    Exit code 0: all gates stand. 1: one fell. 2: it could not be done, and stderr says why.
    """
    from app.commands.evaluating import Order, run_suites

    with two_for_failures():
        run_suites(
            Order(
                suites=tuple(suites or ()),
                out=out,
                systems=tuple(one.value for one in dict.fromkeys(system or _CHEAP)),
                answers=answers,
                judge=judge,
                tags=tuple(tag or ()),
                limit=limit,
                jobs=jobs,
                skip_missing=skip_missing,
                name=name,
                note=note,
                resume=resume,
                gates=gates,
                images=images.value,
            ),
            as_json=json,
        )


@eval_app.command("compare")
def eval_compare(
    before: Annotated[
        str,
        typer.Argument(
            help="A run: its id or the beginning of it, its name or folder, or `latest`."
        ),
    ],
    after: Annotated[str, typer.Argument(help="Another one. `RUN:bm25` is a baseline of a run.")],
    out: Runs = None,
    gates: Gates = None,
    tags: Annotated[bool, typer.Option("--tags/--no-tags", help="Tell tags apart.")] = True,
    json: Json = False,
) -> None:
    """Show what got better and worse from one run to another, question by question.

    Only questions that both runs asked are compared, each with itself: the change with its 95 %
    interval, and the p of McNemar's exact test (outcomes of yes or no) or of a paired permutation
    test (MRR, nDCG and other means). A p by tag is not corrected for there being many tags.

    `millwright eval compare latest:bm25 latest` shows what search gains over keywords alone.

    Checks all gates of the later run's suites. Exit code 0: they stand. 1: one fell. 2: it could
    not be done, and stderr says why.
    """
    from app.commands.comparing import compare_runs

    with two_for_failures():
        compare_runs(before, after, out=out, gates=gates, tags=tags, as_json=json)


@eval_app.command("ablation")
def eval_ablation(
    suites: Annotated[list[Path], typer.Argument(help="Suites as JSON Lines.")],
    skip_missing: SkipMissing = False,
    json: Json = False,
) -> None:
    """Show what each stage of search is worth: search as it is, without each, its parts alone.

    Rates by suite and over all, each with its difference to the full search and the p of a paired
    permutation test; median and 95th percentile of the time of a search.

    It searches in this process, under settings of its own: stop a service over the home first.
    """
    from app.commands.ablating import ablate

    ablate(suites, skip_missing=skip_missing, as_json=json)


@eval_app.command("identifiers")
def eval_identifiers(
    manual: Annotated[
        str | None,
        typer.Argument(help="A manual by its id; else all in force.", show_default=False),
    ] = None,
    seed: Seed = 1,
    json: Json = False,
) -> None:
    """Ask every code that a manual defines in four spellings, and codes that do not exist.

    The defining row is to come first, and a code that no manual knows is to be refused. Lists what
    went wrong. It looks into the catalog: stop a service over the home first.

    Exit code 0: at least 99 % and 95 %. 1: fewer. 2: it could not be done.
    """
    from app.commands.asking_codes import ask_codes

    with two_for_failures():
        ask_codes(manual, seed=seed, as_json=json)


@eval_app.command("draft")
def eval_draft(
    manual: Annotated[str, typer.Argument(help="A manual by its id.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Write them there as a suite; else they wait on the page Quality."),
    ] = None,
    limit: Annotated[int, typer.Option(help="How many questions.", min=1, max=500)] = 20,
    json: Json = False,
) -> None:
    """Propose questions from a manual's headings, tables and codes, for a person to confirm.

    With a model set, it words them; what it says must stand in the manual.
    """
    from app.commands.drafting import draft_cases

    draft_cases(manual, out, limit, as_json=json)
