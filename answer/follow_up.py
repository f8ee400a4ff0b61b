"""Follow-ups: a question that takes its subject from those before it, made one that stands alone.

By rule and not by a model: what is searched for shall not differ from day to day, and a technician
sees at once what was made of the question.
"""

import re
from collections.abc import Collection, Sequence

from answer.identifiers import identifiers
from answer.language import QuestionLanguage, language_of, words_of
from answer.scope import named_machines, without_machines

# "And on the other side?", "what about the left one?", "und beim neuen?"
_GOES_ON = re.compile(
    r"\W*(?:and|or|but|also|now|then|what about|how about|same|und|oder|aber|auch|jetzt|dann"
    r"|was ist mit|wie ist es|genauso)\b",
    re.IGNORECASE,
)
# Words that point to what was said before, but for where they point to nothing: "is it safe to",
# "how long does it take", "one of the screws", "das Öl", "können Sie".
_POINTS_BACK = re.compile(
    r"\b(?:(?<!\bis )(?<!\bwas )(?<!\bdoes )it\b(?! is\b)|(?:its|they|them|their|those|these"
    r"|same|er|ihn|ihm|deren|dessen|dieser|diese[smn]?|dort|daran|damit|davon|dafür|darauf|dabei"
    r"|gleiche\w*)\b"
    r"|(?:that|this)\b(?= (?:one|side|part|case|is|are|be|do|work|mean|happen)\b|\s*[?.!,]|$)"
    r"|(?:other|new|old|left|right|upper|lower|bigger|smaller|second|next|which) ones?\b(?! of\b)"
    r"|the others?\b|ander(?:e|en|er|es|em)\b"
    r"|das\b(?=\s*[?.!,]|$| (?:ist|war|auch|gleiche|nicht|dann|tun|machen|prüfen|geht|gilt)\b)"
    r"|es\b(?=\s*[?.!,]|$| (?:wieder|danach|dann)\b))",
    re.IGNORECASE,
)
_PRONOUN_SUBJECT = re.compile(
    r"\b(?:does|do|is|was|can|should|must) it\b(?! (?:take|possible|safe|allowed|necessary|normal"
    r"|ok|okay|true|enough|worth|better|best)\b)",
    re.IGNORECASE,
)
# After a question in these languages: their little words are parts of codes and axes in others.
_GOES_ON_IN = {
    "it": re.compile(
        r"\W*(?:e|ed|o|ma|anche|ora|adesso|poi|allora|invece|lo stesso|che dire)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\W*(?:et|ou|mais|aussi|maintenant|puis|ensuite|alors|pareil|qu['’]en est-il)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\W*(?:y|e|o|pero|también|ahora|luego|después|entonces|lo mismo|qué hay de)\b",
        re.IGNORECASE,
    ),
}
# "Come lo cambio?", "smontarlo", "comment le démonter ?", "¿dónde la encuentro?", "l'autre côté".
_POINTS_BACK_IN = {
    "it": re.compile(
        r"\b(?:(?:come|dove) l(?:[oaie]\b|['’])|\w{2,}[aei]r(?:l[oaie]|ne)\b"
        r"|(?:ess|quest|quell)[oaie]\b(?=\s*[?.!,]|$)|(?:l|all|dall|sull|dell|nell)['’]altr[oa]\b"
        r"|gli altri\b|le altre\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:(?:comment|où|quand) (?:l[ae]s? |l['’])\w+(?:er|ir|re|oir)\b(?=\W*$)"
        r"|(?:combien|comment) (?:j['’]|nous |on |faut-il )?en\b|(?:l|d|de l|à l)['’]autre\b"
        r"|les autres\b|cel(?:ui|le|les)-(?:ci|là)|ceux-(?:ci|là)"
        r"|(?:ça|cela|dessus|dedans)\b(?=\s*[?.!,]|$))",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:(?:cómo|como|dónde|donde|cuándo|cuando) l[oa]s?\b \w+[oae](?:mos)?\b(?=\W*$)"
        r"|\w{2,}[aeií]rl[oae]s?\b|(?:del?|al|en el|el) otro\b|(?:de |a |en )?la otra\b"
        r"|(?:los otros|las otras)\b|(?:és|es|aquél|aquell|ést)[eoa]s?\b(?=\s*[?.!,]|$))",
        re.IGNORECASE,
    ),
}
# Longer questions name their own subject.
_LONGEST_FOLLOW_UP = 9
_WORD = re.compile(r"\w+")
# "And 153?": nothing but the number, and words that say nothing of a subject.
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,6}(?![\w-]|[.,]\d)")
_AXIS = re.compile(r"(?<![\w-])[XYZABCUVW](?![\w-])")
_EMPTY = words_of(
    "and or but also now then what about how for on in with of the a an is at to same thing again"
    " und oder aber auch jetzt dann was ist mit wie bei beim für auf in an der die das dem den es"
    " parameter menu alarm code number nr no fehler meldung menü achse axis one"
    " e ed o ma anche ora poi per il lo la i gli le di del della con su al alla asse errore"
    " allarme codice numero parametro et ou mais aussi puis pour les du des de sur avec axe erreur"
    " alarme numéro paramètre y pero también luego con el los las eje código alarma número"
    " parámetro"
)


def standalone(question: str, history: Sequence[str] = (), machines: Collection[str] = ()) -> str:
    """Return the question with the subject that it takes from those before it (oldest first).

    The subject is that of the last question that had one of its own, however many follow-ups came
    in between. `machines` are the ids and aliases of machines: of two that are named in turn the
    later one counts. A question that names its own subject comes back as it is.
    """
    subject, between = "", ""
    for asked in (*history, question):
        # Short ones do not tell their language: it is that of the question before.
        language = language_of(asked, language_of(subject))
        if not subject or not _is_follow_up(asked, language):
            subject, between = asked, ""
            continue
        if named_machines(asked, machines):
            subject = without_machines(subject, machines)
        swapped = _swapped(subject, _without_beginning(asked, language))
        if swapped is not None:
            subject, between = swapped, ""
        elif not between or _goes_on(asked, language):
            between = asked
        else:
            # "And the emergency stop?" – "How do I reset it?"
            between = f"{_unended(between)}: {asked}"
    return f"{_unended(subject)}: {between}" if between else subject


def _unended(question: str) -> str:
    return question.rstrip(" ?.!")


def _is_follow_up(question: str, language: QuestionLanguage) -> bool:
    words = _WORD.findall(question)
    if len(words) > _LONGEST_FOLLOW_UP:
        return False
    if _goes_on(question, language):
        # "And what does AL-204 mean?" has all that it needs.
        question = _without_beginning(question, language)
        named = any(not code.is_number for code in identifiers(question))
        return not named or len(_subject_words(question)) < 2
    points = _POINTS_BACK.search(question) or _PRONOUN_SUBJECT.search(question)
    if language in _POINTS_BACK_IN:
        points = points or _POINTS_BACK_IN[language].search(question)
    return points is not None and not identifiers(question)


def _goes_on(question: str, language: QuestionLanguage) -> bool:
    said = _GOES_ON.match(question)
    if language in _GOES_ON_IN:
        said = said or _GOES_ON_IN[language].match(question)
    return said is not None


def _without_beginning(question: str, language: QuestionLanguage) -> str:
    """The question without the word that goes on: of "e 204?" the number, and no code E204."""
    pattern = _GOES_ON_IN.get(language)
    said = pattern.match(question) if pattern else None
    return question[said.end() :] if said else question


def _subject_words(question: str) -> list[str]:
    codes = " ".join(code.printed for code in identifiers(question)).casefold()
    words = (word.casefold() for word in _WORD.findall(question))
    return [word for word in words if word not in _EMPTY and word not in codes]


def _swapped(subject: str, asked: str) -> str | None:
    """The subject with the code or axis asked now in place of its own: "and 153?", "and for X?"."""
    here, there = identifiers(asked), identifiers(subject)
    numbers, axes = _NUMBER.findall(asked), _AXIS.findall(asked)
    left = [w for w in _subject_words(asked) if not w.isdigit() and w.upper() not in axes]
    if left:
        return None
    if len(there) == 1 and (len(here) == 1 or len(numbers) == 1):
        old = there[0]
        new = here[0].printed if here and not here[0].is_number else numbers[0]
        if new.isdigit() and not old.is_number:
            # "AL-203 …" – "and 204?"
            new = re.sub(r"\d+", new, old.printed, count=1)
        return subject.replace(old.printed, new, 1)
    if len(axes) == 1 and len(_AXIS.findall(subject)) == 1:
        return _AXIS.sub(axes[0], subject)
    return None
