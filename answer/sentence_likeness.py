"""What likeness to a question adds to the scores of sentences, in its language and in others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answer.language import comparable, language_of
from answer.late_interaction import LateInteraction
from answer.senses import Senses
from answer.subject import subject_words
from store.embedded import Vectors
from store.encoders import DenseEncoder

# How alike a sentence is to the question, word by word by their senses, decides between those that
# share as many of its words. On 686 expected facts of 15 manuals it finds 8 more; of rows it finds
# fewer: those that fit exactly alike are all shown.
_WEIGHT = 0.25
# In another language than the question's nothing else tells: as much as shared words in its own. On
# 146 expected facts of manuals in another language it finds 10 more.
_WEIGHT_ACROSS = 1.0


@dataclass(frozen=True, slots=True)
class SentenceLikeness:
    """Compares by whatever there is; `hint` is the language of a question whose words do not say.

    An encoder of one language (`late`) tells nothing of another's sentences.
    """

    late: LateInteraction | None
    senses: Senses | None
    across: DenseEncoder | None
    hint: str | None = None

    def of(
        self, question: str, texts: Sequence[str], language: str, *, rows: bool
    ) -> Vectors | None:
        """Return what likeness adds to the score of each text in `language` (ISO 639-1), from
        minus to plus 0.25 in the question's own, else from -1 to 2; None if nothing tells.

        `rows` says that the texts are those of a table.
        """
        spoken = language_of(question, self.hint)
        if comparable(language, spoken):
            alike = self.late.alike(question, texts) if self.late is not None and not rows else None
            return None if alike is None else _WEIGHT * alike
        if self.across is None:
            return None
        asked, *told = self.across.encode([question, *texts])
        alike = np.asarray(told) @ asked
        words = subject_words(question, spoken)
        if self.senses is not None and words:
            alike = alike + self.senses.held(words, texts).mean(axis=1)
        return np.asarray(_WEIGHT_ACROSS * alike, np.float32)
