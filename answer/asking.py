"""How people ask, language by language: all that we know of a question's words is in this table.

English and German stand here, too, but for the patterns in `answer.question`, which are looked for
in questions of every language. A language that is not here has its questions searched all the
same: none of its words is taken for one of asking, and none is corrected.
"""

import re
from dataclasses import dataclass


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Asking:
    """How a language asks.

    `words` are those of asking, not of the subject, beyond the stop words that its stemmer knows,
    and `light` ones may be of the subject, but are most often of talking;
    `question_words` stand in a sentence that asks, and in none typed into a search box, and tell
    the language, as `telling` do. `how` asks for a procedure, `how_told` for a sign or a name with
    the same word, `page` for a page's number. `counted` finds what is counted, a unit if the word
    after it is one of `after_unit`. `mistyped` are question words that often are; any word may
    hold a slip that has the first of `slips_from` letters, and two with the second.
    """

    name: str
    words: str
    mistyped: str
    slips_from: tuple[int, int]
    light: str = ""
    question_words: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    how: re.Pattern[str] | None = None
    how_told: re.Pattern[str] | None = None
    page: re.Pattern[str] | None = None
    counted: re.Pattern[str] | None = None
    after_unit: frozenset[str] = frozenset()


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# Two words of a language that inflects much lie closer together than two English ones.
_CLOSE = (7, 10)

ASKING: dict[str, Asking] = {
    "en": Asking(
        name="English",
        words="mean means need please tell show find give use used using want know get make long "
        "much many machine manual question happen happens does explain",
        mistyped="should would could which where there these those their about before "
        "after while between without through because does have what when must",
        slips_from=(5, 8),
        light="go goes going gone went put puts keep keeps let lets say says said take takes took "
        "come comes came thing things just still again now really actually already ever job",
    ),
    "de": Asking(
        name="German",
        words="bedeutet bedeuten brauche bitte zeig zeige finde gib benutze verwende will möchte "
        "weiß mache machen tun maschine handbuch frage passiert erkläre viel viele lange gibt "
        "gibts dauert woran",
        mistyped="sollte welche welcher welches wieviel wieviele werden wurde müssen muss "
        "zwischen warum nicht einen einer nach wenn",
        slips_from=_CLOSE,
        light="geht gehen ging lasse lassen lässt komme kommt kommen nehme nehmen nimmt sagt sagen "
        "noch schon mal wieder jetzt eigentlich eben halt denn ding sache stelle tue",
    ),
    "it": Asking(
        name="Italian",
        words="cosa significa significano significato vuol vuole dire indica indicano qual quali "
        "quanto quanta quanti quante devo deve devono bisogna posso può possono faccio fare fa "
        "fanno serve servono va vanno uso usa usare quando voglio vorrei mostra mostrami dimmi "
        "dice trova trovo spiega succede accade compare appare manuale macchina domanda favore "
        "ogni",
        mistyped="quanto quanta quanti quante quale quali perché dove quando come devono",
        slips_from=_CLOSE,
        question_words=words_of(
            "che cosa cos quale quali qual quanto quanta quanti quante dove dov quando perché "
            "perchè chi come è sono devo deve posso può"
        ),
        telling=words_of(
            "significa devo deve posso può faccio vuol serve nella nello nelle negli sulla sullo "
            "sulle sul dalla dallo dal dai all alla allo ai agli della dello dei delle degli dell "
            "un una uno gli il lo la le ed ho ha mi ci ogni dopo senza cui anche già"
        ),
        how=_pattern(
            r"\bcome\s+(?:(?:si|lo|la|li|le|ci|mi)\s+)?(?!mai\b|si\s+chiama)\w"
            r"|\bin\s+che\s+modo\b|\b(?:procedura|procedimento|passaggi|istruzioni)\b"
        ),
        how_told=_pattern(
            r"\bcome\s+(?:faccio\s+a\s+(?:sapere|capire|vedere)|(?:si\s+)?(?:capisce|riconosc\w+|vede"
            r"|chiama\w*)|capisco|vedo|so)\b"
        ),
        page=_pattern(r"\b(?:che|quale)\s+pagina\b|\bindice\s+analitico\b"),
        counted=_pattern(r"\bquant[ie]\s+(\S+)(?:\s+(d(?=['\u2019])|\S+))?"),
        after_unit=words_of(
            "di d del dello della è sono va vanno ci deve devono può possono serve servono al "
            "alla a in per ha hanno tiene contiene si bisogna nel nella"
        ),
    ),
    "fr": Asking(
        name="French",
        words="signifie signifient signification veut dire indique quel quelle quels quelles "
        "combien dois doit doivent faut peut peux peuvent puis faire fait faites sert utiliser "
        "utilise veux voudrais montre montrer dis trouve trouver explique passe affiche apparaît "
        "manuel machine question svp plaît chaque quoi",
        mistyped="combien quelle quelles quels pourquoi comment quand",
        slips_from=_CLOSE,
        question_words=words_of(
            "que quoi quel quelle quels quelles combien où quand pourquoi qui comment est sont "
            "dois doit faut puis peut"
        ),
        telling=words_of(
            "signifie dois doit faut puis peut je j' du aux au une le la les l' d' qu' n' ce cet "
            "cette mon ma mes nous vous il elle après sans dans sur pour à y"
        ),
        how=_pattern(
            r"\bcomment\s+\w|\bde\s+quelle\s+(?:manière|façon)\b|\b(?:procédure|étapes|instructions"
            r"|mode\s+opératoire)\b"
        ),
        how_told=_pattern(
            r"\bcomment\s+(?:savoir|reconnaître|voir|(?:puis-je|peut-on)\s+(?:savoir|voir|reconnaître)"
            r"|s['\u2019]appelle|sait-on|voit-on)\b"
        ),
        page=_pattern(r"\bquelle\s+page\b|\btable\s+des\s+matières\b"),
        counted=_pattern(r"\bcombien\s+d(?:e\s+|['\u2019]\s?)(\S+)(?:\s+(d(?=['\u2019])|\S+))?"),
        after_unit=words_of(
            "de d du des est sont faut va vont doit doivent peut peuvent au à en par pour a ont "
            "contient dans le la les y l'on"
        ),
    ),
    "es": Asking(
        name="Spanish",
        words="significa significan significado quiere decir indica cuál cuáles cuánto cuánta "
        "cuántos cuántas debo debe deben hay puedo puede pueden hago hacer hace sirve uso usar "
        "usa quiero quisiera muestra muéstrame dime encuentra encuentro explica pasa ocurre "
        "aparece manual máquina pregunta favor cada",
        mistyped="cuánto cuánta cuántos cuántas cuáles dónde cuándo porque cómo",
        slips_from=_CLOSE,
        question_words=words_of(
            "qué cuál cuáles cuánto cuánta cuántos cuántas dónde cuándo quién cómo por es son debo "
            "debe puedo puede que cual cuanto cuanta cuantos cuantas donde cuando como"
        ),
        telling=words_of(
            "significa debo debe puedo puede hay el los las una del al y mi lo en la un se después "
            "sin para con qué cómo cuál cuánto dónde"
        ),
        how=_pattern(
            r"\bc[oó]mo\s+(?:(?:se|lo|la|los|las|me)\s+)?\w|\bde\s+qué\s+(?:manera|modo|forma)\b"
            r"|\b(?:procedimiento|pasos|instrucciones)\b"
        ),
        how_told=_pattern(
            r"\bc[oó]mo\s+(?:sé|saber|reconozco|veo|(?:puedo\s+)?(?:saber|ver|reconocer)|se\s+(?:sabe"
            r"|llama\w*|reconoce))\b"
        ),
        page=_pattern(r"\bqué\s+página\b|\bíndice\b"),
        counted=_pattern(r"\bcu[aá]nt[oa]s\s+(\S+)(?:\s+(d(?=['\u2019])|\S+))?"),
        after_unit=words_of(
            "de del es son hay debe deben puede pueden lleva llevan se al en por para a ha han "
            "caben tiene tienen el la"
        ),
    ),
    "nl": Asking(
        name="Dutch",
        words="betekent betekenen betekenis nodig toon vind geef gebruik gebruiken wil weten doe "
        "doen gebeurt leg handleiding machine vraag hoeveel hoelang",
        mistyped="hoeveel hoelang waarom wanneer welke waar",
        slips_from=_CLOSE,
        question_words=words_of(
            "wat welke welk hoe hoeveel hoelang waar wanneer waarom wie is zijn moet kan mag"
        ),
        telling=words_of("betekent moet mijn het een hoeveel ik deze dit niet wordt naar hoe wat"),
        how=_pattern(r"\bhoe\s+\w|\b(?:stappen|werkwijze)\b"),
        how_told=_pattern(
            r"\bhoe\s+(?:weet|zie|herken|heet|veel|lang|vaak|hoog|groot|zwaar|warm)\b"
        ),
        page=_pattern(r"\bwelke\s+(?:pagina|bladzijde)\b"),
        counted=_pattern(r"\bhoeveel\s+(\S+)(?:\s+(d(?=['\u2019])|\S+))?"),
        after_unit=words_of("is zijn moet mag kan gaat gaan in per van de het"),
    ),
}
# Languages that we know no asking of have their names here, for whoever shall answer in them.
_NAMES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "el": "Greek",
    "fi": "Finnish",
    "hu": "Hungarian",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
}


def name_of(language: str) -> str:
    """Return what a language (ISO 639-1) is called in English; "English" for one never told."""
    known = ASKING.get(language)
    return known.name if known is not None else _NAMES.get(language, ASKING["en"].name)
