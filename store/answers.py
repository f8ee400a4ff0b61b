"""Answers as they were given, and what technicians said of them."""

import logging

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from store.database import in_words
from store.errors import NotFound, StoreUnavailable
from store.rows import now
from store.tables import AnswerRow, FeedbackRow
from store.values import Answer, Complaint, Feedback

logger = logging.getLogger(__name__)


class Answers:
    """Answers in the catalog. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, answer: Answer) -> None:
        """Keep an answer as it was given."""
        with in_words("written"), Session(self._engine) as session, session.begin():
            session.add(
                AnswerRow(id=answer.id, given_at=now(), body=answer.model_dump(mode="json"))
            )

    def kept(self, answer: Answer) -> Answer:
        """Return the answer, kept; where that fails it says so, and is read all the same.

        A full disk is no reason to leave a technician at the open machine without it.
        """
        try:
            self.keep(answer)
        except StoreUnavailable as error:
            logger.warning("answer not kept", extra={"reason": str(error)})
            told = f"This answer could not be kept, so it cannot be shown again. {error}"
            reason = f"{answer.fallback} {told}" if answer.fallback else told
            return answer.model_copy(update={"fallback": reason})
        return answer

    def answer(self, answer_id: str) -> Answer:
        """Return an answer as it was given; raises NotFound."""
        with in_words("read"), Session(self._engine) as session:
            row = session.get(AnswerRow, answer_id)
        if row is None:
            raise NotFound(f"There is no answer {answer_id}.")
        return Answer.model_validate(row.body)

    def keep_feedback(self, feedback: Feedback) -> None:
        """Keep what a technician said of an answer; raises NotFound for an unknown one."""
        self.answer(feedback.answer)
        with in_words("written"), Session(self._engine) as session, session.begin():
            session.add(FeedbackRow(**feedback.model_dump(), given_at=now()))

    def complaints(self) -> tuple[Complaint, ...]:
        """Return the answers that did not help by what was said of each last, the newest first.

        A comment that was given stays, also where the last word has none.
        """
        query = (
            select(FeedbackRow, AnswerRow)
            .join(AnswerRow, AnswerRow.id == FeedbackRow.answer)
            .order_by(FeedbackRow.id)
        )
        with in_words("read"), Session(self._engine) as session:
            rows = session.execute(query).all()
        last: dict[str, tuple[FeedbackRow, AnswerRow]] = {}
        comments: dict[str, str] = {}
        for said, given in rows:
            last.pop(given.id, None)
            last[given.id] = (said, given)
            comments[given.id] = said.comment or comments.get(given.id, "")
        return tuple(
            Complaint(
                answer=Answer.model_validate(given.body),
                comment=comments[given.id],
                given_at=said.given_at,
            )
            for said, given in reversed(last.values())
            if not said.helpful
        )
