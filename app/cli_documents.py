"""The document owner's commands: manuals, machines and the queue."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Json

manuals_app = typer.Typer(no_args_is_help=True, help="What is kept, and what of it is in force.")
machines_app = typer.Typer(no_args_is_help=True, help="The machines of the plant.")
jobs_app = typer.Typer(no_args_is_help=True, help="Files on their way in, and those that failed.")

Manual = Annotated[str, typer.Argument(help="The manual's id.")]
Revision = Annotated[
    str | None,
    typer.Option(help="The revision's label, if there are several.", metavar="LABEL"),
]
By = Annotated[str | None, typer.Option(help="Who does it; kept in the history.", metavar="NAME")]


@manuals_app.command("list")
def manuals_list(json: Json = False) -> None:
    """List all manuals with their revisions."""
    from app.commands.listing import list_manuals

    list_manuals(as_json=json)


@manuals_app.command("show")
def manuals_show(
    manual: Manual,
    revision: Revision = None,
    page: Annotated[
        int | None, typer.Option(help="What was read on this PDF page, chunk by chunk.", min=1)
    ] = None,
    contents: Annotated[
        bool, typer.Option("--contents", help="All that was read of a document without pages.")
    ] = False,
    json: Json = False,
) -> None:
    """Show one manual: its revisions, pages, chunks and what to know of them."""
    from app.commands.controlling import show_page
    from app.commands.listing import show_manual

    if page is not None or contents:
        show_page(manual, revision, page, as_json=json)
    else:
        show_manual(manual, as_json=json)


@manuals_app.command("release")
def manuals_release(
    manual: Manual, revision: Revision = None, by: By = None, json: Json = False
) -> None:
    """Put a draft in force from its effective date."""
    from app.commands.controlling import take_step

    take_step(
        manual,
        revision,
        lambda owner, label: owner.release(manual, label, by=by),
        as_json=json,
    )


@manuals_app.command("withdraw")
def manuals_withdraw(
    manual: Manual,
    revision: Revision = None,
    why: Annotated[str, typer.Option(help="The reason; kept in the history.")] = "",
    by: By = None,
    json: Json = False,
) -> None:
    """Let a revision answer no more, not even when asked for. `restore` undoes it."""
    from app.commands.controlling import take_step

    take_step(
        manual,
        revision,
        lambda owner, label: owner.withdraw(manual, label, by=by, why=why),
        as_json=json,
    )


@manuals_app.command("restore")
def manuals_restore(
    manual: Manual, revision: Revision = None, by: By = None, json: Json = False
) -> None:
    """Let a withdrawn revision answer again."""
    from app.commands.controlling import take_step

    take_step(
        manual,
        revision,
        lambda owner, label: owner.restore(manual, label, by=by),
        as_json=json,
    )


@manuals_app.command("confirm")
def manuals_confirm(
    manual: Manual, revision: Revision = None, by: By = None, json: Json = False
) -> None:
    """Confirm what was read from the document itself: label, date, maker, …"""
    from app.commands.controlling import take_step

    take_step(
        manual,
        revision,
        lambda owner, label: owner.confirm(manual, label, by=by),
        as_json=json,
    )


@manuals_app.command("change")
def manuals_change(
    manual: Manual,
    revision: Revision = None,
    title: Annotated[str | None, typer.Option(help="The manual's title.")] = None,
    maker: Annotated[str | None, typer.Option(help="Who made the machine.")] = None,
    document_number: Annotated[str | None, typer.Option(help="The maker's number of it.")] = None,
    machine: Annotated[
        list[str] | None, typer.Option(help="A machine it is for; may be given again.")
    ] = None,
    label: Annotated[str | None, typer.Option(help="Another label for the revision.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language: en, de, …")] = None,
    effective: Annotated[
        str | None, typer.Option(help="In force from this date.", metavar="YYYY-MM-DD")
    ] = None,
    serials: Annotated[
        str | None, typer.Option(help="Serial numbers it is for; '' for all.", metavar="A..B")
    ] = None,
    firmware: Annotated[
        str | None, typer.Option(help="Firmware it is for; '' for all.", metavar="A..B")
    ] = None,
    amends: Annotated[
        str | None,
        typer.Option(help="What a bulletin amends.", metavar="MANUAL[#SECTION]"),
    ] = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Say something else of a manual or a revision; what is left out stays."""
    from app.commands.controlling import change_revision

    said = {
        "title": title,
        "maker": maker,
        "document_number": document_number,
        "machines": tuple(machine or ()),
        "revision": label,
        "language": language,
        "effective": effective,
        "serials": serials,
        "firmware": firmware,
        "amends": amends,
        "by": by,
    }
    change_revision(manual, revision, said, as_json=json)


@manuals_app.command("delete")
def manuals_delete(
    manual: Manual,
    revision: Revision = None,
    by: By = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Remove a revision for good: chunks, vectors, page images and original."""
    from app.commands.controlling import delete_revision

    delete_revision(manual, revision, by=by, sure=yes, as_json=json)


@manuals_app.command("diff")
def manuals_diff(
    manual: Manual,
    old: Annotated[str, typer.Argument(help="The older revision's label.")],
    new: Annotated[str, typer.Argument(help="The newer revision's label.")],
    json: Json = False,
) -> None:
    """Show what changed between two revisions: numbers first, then sections."""
    from app.commands.controlling import show_difference

    show_difference(manual, old, new, as_json=json)


@manuals_app.command("history")
def manuals_history(
    manual: Annotated[str | None, typer.Argument(help="One manual's id; else all.")] = None,
    json: Json = False,
) -> None:
    """Show who received, released, changed, withdrew and deleted what."""
    from app.commands.controlling import show_history

    show_history(manual, as_json=json)


@machines_app.command("list")
def machines_list(
    csv: Annotated[bool, typer.Option("--csv", help="As the CSV that `import` reads.")] = False,
    json: Json = False,
) -> None:
    """List the machines."""
    from app.commands.machine_list import list_machines

    list_machines(as_json=json, as_csv=csv)


@machines_app.command("import")
def machines_import(
    path: Annotated[Path, typer.Argument(help="A CSV: id,aliases,type,serial,firmware,location.")],
) -> None:
    """Take in machines, in place of those of the same ids; all of the file or none."""
    from app.commands.machine_list import import_machines

    import_machines(path)


@machines_app.command("remove")
def machines_remove(machine: Annotated[str, typer.Argument(help="The machine's id.")]) -> None:
    """Forget a machine; manuals keep its name."""
    from app.commands.machine_list import remove_machine

    remove_machine(machine)


@jobs_app.command("list")
def jobs_list(
    failed: Annotated[bool, typer.Option("--failed", help="Only those that failed.")] = False,
    json: Json = False,
) -> None:
    """List files on their way in, the newest first, and why those failed that did."""
    from app.commands.queueing import list_jobs

    list_jobs(failed=failed, as_json=json)


@jobs_app.command("retry")
def jobs_retry(
    jobs: Annotated[list[str] | None, typer.Argument(help="Ids; else all that failed.")] = None,
) -> None:
    """Try failed files anew, after their cause is mended."""
    from app.commands.queueing import retry_jobs

    retry_jobs(jobs or [])


@jobs_app.command("cancel")
def jobs_cancel(job: Annotated[str, typer.Argument(help="The job's id.")]) -> None:
    """Stop a file that is not in yet; nothing of it stays."""
    from app.commands.queueing import cancel_job

    cancel_job(job)


@jobs_app.command("dismiss")
def jobs_dismiss(job: Annotated[str, typer.Argument(help="The job's id.")]) -> None:
    """Forget a failed or cancelled job and its upload."""
    from app.commands.queueing import dismiss_job

    dismiss_job(job)
