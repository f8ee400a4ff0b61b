"""The question as people ask it, made one that stands alone."""

import re
from collections.abc import Sequence

# "And on the other side?", "what about the left one?": it takes its subject from what was asked
# before.
_GOES_ON = re.compile(
    r"(?:and|or|but|also|what about|how about|und|oder|aber|auch|was ist mit)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|that|those|this|these|there|then|same|other|one|ones"
    r"|er|sie|es|ihn|ihm|ihr|deren|dessen|das|dies\w*|dort|dann|daran|damit|davon|dafür|gleiche\w*"
    r"|andere\w*)\b",
    re.IGNORECASE,
)
# Longer questions name their own subject.
_LONGEST_FOLLOW_UP = 9
_WORD = re.compile(r"\w+")


def standalone(question: str, history: Sequence[str] = ()) -> str:
    """Return the question with the subject that it takes from those before it (oldest first).

    A question that names its own subject comes back as it is.
    """
    if not history or not _is_follow_up(question):
        return question
    return f"{history[-1].rstrip(' ?.!')}: {question}"


def _is_follow_up(question: str) -> bool:
    if len(_WORD.findall(question)) > _LONGEST_FOLLOW_UP:
        return False
    return _GOES_ON.match(question) is not None or _POINTS_BACK.search(question) is not None
