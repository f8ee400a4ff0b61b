"""`millwright doctor`: each part looked at, with what to do about what is wrong."""

import typer
from pydantic import BaseModel

from app.commands.console import print_json, say
from app.counting import counted
from app.ownership import acquire, owner_of
from store.errors import MillwrightError, SettingsError
from store.home import Home
from store.settings import Settings, load_settings


class Finding(BaseModel):
    """What one check found."""

    part: str
    ok: bool
    found: str


def check_all(*, as_json: bool) -> None:
    """Print what each check found; exits 1 if any is not well."""
    findings = _findings()
    if as_json:
        print_json(findings)
    else:
        for finding in findings:
            say(f"{'ok ' if finding.ok else 'BAD'}  {finding.part}: {finding.found}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _findings() -> list[Finding]:
    try:
        settings = load_settings()
    except MillwrightError as error:
        return [Finding(part="settings", ok=False, found=str(error))]
    findings = [Finding(part="settings", ok=True, found="all known")]
    for part, check in (
        ("home", _home),
        ("encoder", _encoder),
        ("catalog", _catalog),
        ("index", _index),
        ("glossary", _glossary),
        ("model", _model),
    ):
        try:
            findings.append(Finding(part=part, ok=True, found=check(settings)))
        except MillwrightError as error:
            findings.append(Finding(part=part, ok=False, found=str(error)))
    return findings


def _home(settings: Settings) -> str:
    home = Home(settings.home)
    return f"{home.folder}, writable"


def _encoder(settings: Settings) -> str:
    from store.encoders import EncoderFiles

    files = EncoderFiles(settings.encoder)
    return f"{files.fingerprint}, reads {files.max_tokens} tokens"


def _catalog(settings: Settings) -> str:
    from app.reading_room import manuals_of_home

    manuals = manuals_of_home(settings)
    in_force = sum(revision.in_force for manual in manuals for revision in manual.revisions)
    return f"{counted(len(manuals), 'manual')}, {counted(in_force, 'revision')} in force"


def _index(settings: Settings) -> str:
    from app.local import LocalService

    home = Home(settings.home)
    ownership = acquire(home)
    if ownership is None:
        address = owner_of(home)
        return f"in use by process {address.pid} at {address.url}" if address else "in use"
    try:
        service = LocalService(settings)
        try:
            return counted(service.index.count(), "chunk")
        finally:
            service.close()
    finally:
        ownership.release()


def _glossary(settings: Settings) -> str:
    from answer.glossary import glossary_file, read_glossary

    path = glossary_file(settings)
    if not path.exists() and settings.glossary is None:
        return "none"
    content = read_glossary(path)
    if content.problems:
        raise SettingsError(" ".join(content.problems))
    return f"{len(content.entries)} entries in {path}"


def _model(settings: Settings) -> str:
    from answer.mistral import Message, language_model

    model = language_model(settings)
    if model is None:
        return "none set: answers are quoted word for word"
    asked = [Message("user", "Is anybody there? Answer with one word.")]
    words = "".join(model.stream(asked))
    where = settings.mistral_server_url or "Mistral's API"
    return f"{settings.mistral_model} at {where} answers ({len(words)} characters)"
