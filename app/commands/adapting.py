"""`millwright eval adapt`: an encoder that has read the plant's manuals, kept if it pays."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field

from app.commands.ablating import print_ablation, tasks_in
from app.commands.console import note, print_json, progress_bar, say
from app.commands.measuring_home import home_of_its_own
from app.commands.own_home import with_own_home
from app.local import LocalService
from app.sessions import Session
from evals.ablation import FULL, Ablation, Variant, ablated
from evals.adaptation import Text, adapt, pairs, pays
from evals.runner import Task
from evals.suite import Suite, read_suite
from store.encoders import EncoderFiles
from store.errors import StoreUnavailable
from store.home_copy import copied_for_trial
from store.settings import Settings, load_settings

ADAPTED = "adapted encoder"


class Adaptation(BaseModel):
    """What came of it: the whole search and meaning alone, each before and after."""

    pairs: int
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
    be skipped), MillwrightError for manuals that teach too little, and StoreUnavailable where
    another process owns the home, the folder is taken, or catalog or index lie elsewhere.
    """
    settings = load_settings()
    if settings.qdrant_url is not None or settings.database_url is not None:
        raise StoreUnavailable(
            "An encoder is tried in a copy of the home, and catalog or index of this one lie on a "
            "server: unset QDRANT_URL and DATABASE_URL, and ingest the manuals into a home for it."
        )
    folder = (out or settings.home / "encoders" / "adapted").expanduser().absolute()
    if folder.exists():
        raise StoreUnavailable(f"{folder} is there already: name another with --out, or remove it.")
    suites = [read_suite(path) for path in paths]
    work = _Work(settings, suites, folder, epochs, seed, skip_missing=skip_missing)
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
    epochs: int
    seed: int
    skip_missing: bool

    def __call__(self, service: LocalService, session: Session) -> Adaptation:
        tasks, missing = tasks_in(service, self.suites, skip_missing=self.skip_missing)
        learned = pairs(_texts(service), seed=self.seed)
        with tempfile.TemporaryDirectory(prefix="millwright-adapt-") as temporary:
            encoder, home = Path(temporary, "encoder"), Path(temporary, "home")
            home.mkdir()
            with progress_bar() as bar:
                row = bar.add_task(f"learning from {len(learned)} pairs")

                def on_step(done: int, steps: int, _loss: float) -> None:
                    session.check()
                    bar.update(row, completed=done, total=steps)

                start = EncoderFiles(self.settings.encoder).folder
                model = adapt(start, learned, epochs=self.epochs, seed=self.seed, on_step=on_step)
            model.save(str(encoder), create_model_card=False)
            tried = self.settings.model_copy(
                update={
                    "home": copied_for_trial(service.home, home).folder,
                    "encoder": str(encoder),
                }
            )
            with _encoded(tried, session) as other:
                search, meaning = (
                    _compared(service, other, tasks, missing, session, method=method)
                    for method in ("search", "dense")
                )
            refused = pays(search, ADAPTED)
            if refused is None:
                _keep(encoder, self.folder)
        return Adaptation(
            pairs=len(learned),
            search=search,
            meaning=meaning,
            refused=refused,
            encoder=str(self.folder) if refused is None else None,
        )


def _texts(service: LocalService) -> Iterator[Text]:
    import datetime

    from store.values import Scope

    for revision in service.catalog.in_force(Scope(), today=datetime.date.today()):
        for _, payload in service.index.chunks(revision.id):
            yield Text(revision.id, tuple(payload["section"]), payload["path"], payload["text"])


@contextmanager
def _encoded(settings: Settings, session: Session) -> Iterator[LocalService]:
    """The manuals of the settings' home, with the vectors of their encoder."""
    with home_of_its_own(settings, worker=False, new_encoder=True) as service:
        for revision in service.catalog.stored_revisions():
            session.check()
            note(f"{revision.file}: encoding …")
            service.reembed(revision)
        yield service


def _compared(
    service: LocalService,
    other: LocalService,
    tasks: Sequence[Task],
    missing: Sequence[Task],
    session: Session,
    *,
    method: str,
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
        note(f"Not kept: {found.refused}.")
        return
    say(f"Kept in {found.encoder}, learned from {found.pairs} pairs. To use it:", "bold")
    say(f"  export MILLWRIGHT_ENCODER={found.encoder}")
    say("  millwright reembed")
