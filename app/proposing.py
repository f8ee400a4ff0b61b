"""Drafts proposed from what the catalog holds of a manual."""

import datetime
from collections.abc import Collection, Sequence
from itertools import islice

from evals.drafts import Draft
from evals.proposals import draft_id, drafts_from, proposals
from store.catalog import Catalog
from store.code_places import defined_codes
from store.contents import Passage
from store.errors import NotFound
from store.language import language_of
from store.manual_values import StoredRevision, none_in_force
from store.settings import Settings
from store.values import Scope


class Proposer:
    """Proposes drafts from manuals in force; with a model, in its words."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self._catalog = catalog
        self._settings = settings

    def __call__(
        self, manual: str, limit: int, known: Collection[str]
    ) -> tuple[tuple[Draft, ...], str | None]:
        """Return up to `limit` drafts a revision in force, and why the model did not word them.

        Those whose ids are `known` are left out: whoever asks again gets further ones.

        Raises NotFound where nothing of the manual is in force.
        """
        from answer.mistral import language_model
        from evals.rewording import worded

        today = datetime.date.today()
        revisions = self._catalog.in_force(Scope(manual=manual), today=today)
        if not revisions:
            raise NotFound(none_in_force(manual, self._catalog.in_force(Scope(), today=today)))
        model = language_model(self._settings)
        drafts: list[Draft] = []
        remark: str | None = None
        for revision in revisions:
            chosen = proposals(
                _passages_in(revision, self._catalog.passages_of(revision.id)),
                defined_codes(self._catalog.engine, revision.id),
                language=revision.language,
                limit=limit + len(known),
            )
            new = (one for one in chosen if draft_id(one, revision) not in known)
            chosen = tuple(islice(new, limit))
            if model is not None and remark is None:
                chosen, remark = worded(chosen, revision, model)
            drafts.extend(drafts_from(chosen, revision))
        return tuple(drafts), remark


def _passages_in(revision: StoredRevision, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Those in the revision's language, where its file holds several."""
    if not revision.languages:
        return tuple(passages)
    main = revision.languages[0]
    return tuple(p for p in passages if language_of(p.text, default=main) == revision.language)
