"""`millwright eval adapt`: an encoder that has read the plant's manuals, kept if it pays."""

import shlex
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from app.commands.ablating import print_ablation, tasks_in
from app.commands.console import interrupted_by_term, note, print_json, progress_bar, say
from app.commands.measuring_home import home_of_its_own
from app.commands.own_home import with_own_home
from app.local import LocalService
from app.sessions import Session
from evals.ablation import FULL, Ablation, Variant, ablated, require_ranked
from evals.adaptation import Recipe, adapt, pays
from evals.learning_pairs import Pair, Text, pairs
from evals.runner import Task
from evals.suite import Suite, read_suite
from store.contents import CONTENTS
from store.disk import megabytes, require_room
from store.encoders import EncoderFiles
from store.errors import StoreUnavailable
from store.home import Home
from store.home_copy import copied_for_trial, room_for_trial
from store.settings import Settings, load_settings
from store.values import Method

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ADAPTED = "adapted encoder"


class Adaptation(BaseModel):
    """What came of it: the whole search and meaning alone, each before and after."""

    pairs: int = Field(description="what it learned from")
    search: Ablation
    meaning: Ablation
    refused: str | None = Field(description="why it does not pay")
    encoder: str | None = Field(description="the folder of the adapted encoder, if it pays")


def adapt_encoder(
    paths: Sequence[Path],
    *,
    out: Path | None,
    epochs: int,
    seed: int,
    skip_missing: bool,
    as_json: bool,
) -> bool:
    """Adapt the encoder that is set to the home's manuals, and return whether it pays.

    Raises SuiteError for a suite in disorder or about manuals that are not in (unless they are to
    be skipped) or that ranks nothing, MillwrightError for manuals that teach too little and for an
    encoder that cannot learn, and StoreUnavailable where another process owns the home, the folder
    is taken, a disk has too little room, or catalog or index lie elsewhere.
    """
    settings = load_settings()
    if settings.qdrant_url is not None or settings.database_url is not None:
        raise StoreUnavailable(
            "An encoder is tried in a copy of the home, and catalog or index of this one lie on a "
            "server: unset QDRANT_URL and DATABASE_URL, and ingest the manuals into a home for it."
        )
    folder = (out or Home(settings.home).encoders / "adapted").expanduser().absolute()
    if folder.exists():
        raise StoreUnavailable(f"{folder} is there already: name another with --out, or remove it.")
    suites = [read_suite(path) for path in paths]
    recipe = Recipe(epochs=epochs, seed=seed)
    work = _Work(settings, suites, folder, recipe, skip_missing=skip_missing)
    found = with_own_home(settings, work)
    if as_json:
        print_json(found)
    else:
        _print(found)
    return found.refused is None


@dataclass(frozen=True, slots=True)
class _Work:
    settings: Settings
    suites: Sequence[Suite]
    folder: Path
    recipe: Recipe
    skip_missing: bool

    def __call__(self, service: LocalService, session: Session) -> Adaptation:
        tasks, missing = tasks_in(service, self.suites, skip_missing=self.skip_missing)
        # What would end it after minutes of learning ends it now.
        require_ranked(tasks)
        learned = pairs(_texts(service), seed=self.recipe.seed)
        with _scratch(service, self.folder) as scratch:
            encoder = self._adapted(learned, session)
            encoder.save(str(scratch / "encoder"), create_model_card=False)
            tried = self.settings.model_copy(
                update={
                    "home": copied_for_trial(service.home, scratch / "home").folder,
                    "encoder": str(scratch / "encoder"),
                }
            )
            with _encoded(tried, session) as other:
                search = _compared(service, other, tasks, missing, session, method="search")
                meaning = _compared(service, other, tasks, missing, session, method="dense")
            refused = pays(search, ADAPTED)
            if refused is None:
                _keep(scratch / "encoder", self.folder)
        return Adaptation(
            pairs=len(learned),
            search=search,
            meaning=meaning,
            refused=refused,
            encoder=str(self.folder) if refused is None else None,
        )

    def _adapted(self, learned: Sequence[Pair], session: Session) -> "SentenceTransformer":
        with progress_bar() as bar:
            row = bar.add_task(f"learning from {len(learned)} pairs", total=None)

            def on_step(done: int, steps: int, _loss: float) -> None:
                session.check()
                bar.update(row, completed=done, total=steps)

            start = EncoderFiles(self.settings.encoder).folder
            return adapt(start, learned, self.recipe, on_step=on_step)


@contextmanager
def _scratch(service: LocalService, folder: Path) -> Iterator[Path]:
    """A folder for the copy of the home and the new encoder, gone afterwards whatever happens."""
    model = sum(path.stat().st_size for path in service.encoder.files.folder.rglob("*"))
    with (
        interrupted_by_term(),
        tempfile.TemporaryDirectory(prefix="millwright-adapt-") as temporary,
    ):
        scratch = Path(temporary)
        needed = room_for_trial(service.home) + model
        elsewhere = ", or name a folder on another one"
        require_room(scratch, needed, what="To try an encoder (TMPDIR)", instead=elsewhere)
        # Kept beside the scratch copy, which may lie on the same disk.
        kept = _existing(folder)
        require_room(kept, model, what="The adapted encoder (--out)", instead=elsewhere)
        note(f"Takes up to {megabytes(needed)} MB in {scratch.parent} meanwhile.")
        (scratch / "home").mkdir()
        try:
            yield scratch
        except OSError as error:
            raise StoreUnavailable(
                f"The encoder could not be tried or kept: {error}. Nothing of it is left; free "
                "some room, or name folders on other disks with TMPDIR and --out."
            ) from error


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _texts(service: LocalService) -> Iterator[Text]:
    import datetime

    from store.values import Scope

    in_force = service.catalog.in_force(Scope(), today=datetime.date.today())
    # One in several languages is one file.
    for revision in {revision.id: revision for revision in in_force}.values():
        for _, payload in service.index.chunks(revision.id):
            if payload["kind"] != CONTENTS:
                yield Text(revision.id, tuple(payload["section"]), payload["path"], payload["text"])


@contextmanager
def _encoded(settings: Settings, session: Session) -> Iterator[LocalService]:
    """The manuals of the settings' home, with the vectors of their encoder."""
    with home_of_its_own(settings, worker=False, new_encoder=True) as service:
        for revision in service.catalog.stored_revisions():
            session.check()
            note(f"{revision.file}: encoding …")
            service.reembed(revision)
    # Opened anew: what was missing in the index when it was opened counts as lost until then.
    with home_of_its_own(settings, worker=False) as service:
        yield service


def _compared(
    service: LocalService,
    other: LocalService,
    tasks: Sequence[Task],
    missing: Sequence[Task],
    session: Session,
    *,
    method: Method,
) -> Ablation:
    """The same questions, asked of both, one after the other."""
    services = {service.settings.encoder: service, other.settings.encoder: other}
    ways = (Variant(FULL, service.settings, method), Variant(ADAPTED, other.settings, method))
    with progress_bar() as bar:
        rows = {way.name: bar.add_task(f"{method}, {way.name}") for way in ways}
        return ablated(
            lambda settings: services[settings.encoder],
            ways,
            tasks,
            skipped=missing,
            check=session.check,
            on_question=lambda way: bar.advance(rows[way.name]),
        )


def _keep(encoder: Path, folder: Path) -> None:
    """Put the encoder into its place whole, or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        shutil.copytree(encoder, Path(beside, "encoder")).rename(folder)


def _print(found: Adaptation) -> None:
    for what, ablation in (("The whole search", found.search), ("Meaning alone", found.meaning)):
        say(f"{what}, before (search) and after", "bold")
        print_ablation(ablation)
    if found.refused is not None:
        note(f"It does not pay, and nothing is kept: {found.refused}.")
        return
    say(f"Kept in {found.encoder}, learned from {found.pairs} pairs. To use it:", "bold")
    say(f"  export MILLWRIGHT_ENCODER={shlex.quote(found.encoder or '')}")
    say("  millwright reembed")
