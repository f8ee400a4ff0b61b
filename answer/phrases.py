"""Our own lines, by language. Whoever asks in one that is not here reads English."""

from answer.language import QuestionLanguage

_DEFAULT = "en"
_LINES: dict[str, dict[str, str]] = {
    "unreachable": {
        "en": "The language model cannot be reached",
        "de": "Das Sprachmodell ist nicht erreichbar",
        "it": "Il modello linguistico non è raggiungibile",
        "fr": "Le modèle de langage est injoignable",
        "es": "No se puede acceder al modelo de lenguaje",
    },
    "slow": {
        "en": "The language model did not answer in time",
        "de": "Das Sprachmodell hat nicht rechtzeitig geantwortet",
        "it": "Il modello linguistico non ha risposto in tempo",
        "fr": "Le modèle de langage n'a pas répondu à temps",
        "es": "El modelo de lenguaje no respondió a tiempo",
    },
    "rate_limited": {
        "en": "The language model is busy (rate limit)",
        "de": "Das Sprachmodell ist ausgelastet (Anfragelimit)",
        "it": "Il modello linguistico è occupato (limite di richieste)",
        "fr": "Le modèle de langage est occupé (limite de requêtes)",
        "es": "El modelo de lenguaje está ocupado (límite de peticiones)",
    },
    "key_rejected": {
        "en": "The language model rejected the API key",
        "de": "Das Sprachmodell hat den API-Schlüssel abgelehnt",
        "it": "Il modello linguistico ha rifiutato la chiave API",
        "fr": "Le modèle de langage a refusé la clé API",
        "es": "El modelo de lenguaje rechazó la clave de API",
    },
    "unknown_model": {
        "en": "The language model's server does not know the model or address asked for",
        "de": "Der Server des Sprachmodells kennt das Modell oder die Adresse nicht",
        "it": "Il server del modello linguistico non conosce il modello o l'indirizzo richiesto",
        "fr": "Le serveur du modèle de langage ne connaît pas le modèle ou l'adresse demandés",
        "es": "El servidor del modelo de lenguaje no conoce el modelo o la dirección pedidos",
    },
    "failing": {
        "en": "The language model's server failed",
        "de": "Der Server des Sprachmodells ist gestört",
        "it": "Il server del modello linguistico è guasto",
        "fr": "Le serveur du modèle de langage est en panne",
        "es": "El servidor del modelo de lenguaje falló",
    },
    "broken": {
        "en": "The language model's answer broke off or could not be read",
        "de": "Die Antwort des Sprachmodells brach ab oder war nicht lesbar",
        "it": "La risposta del modello linguistico si è interrotta o non era leggibile",
        "fr": "La réponse du modèle de langage s'est interrompue ou n'était pas lisible",
        "es": "La respuesta del modelo de lenguaje se cortó o no se pudo leer",
    },
    "empty": {
        "en": "The language model gave an empty answer",
        "de": "Das Sprachmodell gab eine leere Antwort",
        "it": "Il modello linguistico ha dato una risposta vuota",
        "fr": "Le modèle de langage a donné une réponse vide",
        "es": "El modelo de lenguaje dio una respuesta vacía",
    },
    "unsupported": {
        "en": "Nothing that the language model wrote could be found in the passages it cites",
        "de": "Nichts von dem, was das Sprachmodell schrieb, steht so in den genannten Stellen",
        "it": "Nulla di ciò che il modello linguistico ha scritto si trova nei passi che cita",
        "fr": "Rien de ce que le modèle de langage a écrit ne figure dans les passages qu'il cite",
        "es": "Nada de lo que escribió el modelo de lenguaje está en los pasajes que cita",
    },
    "incomplete": {
        "en": "The language model's answer left out or changed steps of the procedure",
        "de": "Das Sprachmodell hat Schritte der Anleitung ausgelassen oder verändert",
        "it": "Il modello linguistico ha omesso o cambiato passaggi della procedura",
        "fr": "Le modèle de langage a omis ou modifié des étapes de la procédure",
        "es": "El modelo de lenguaje omitió o cambió pasos del procedimiento",
    },
    "instead": {
        "en": "this is the manual word for word.",
        "de": "hier steht das Handbuch im Wortlaut.",
        "it": "ecco il manuale parola per parola.",
        "fr": "voici le manuel mot pour mot.",
        "es": "este es el manual palabra por palabra.",
    },
    "serials": {
        "en": "serial numbers",
        "de": "Seriennummern",
        "it": "numeri di serie",
        "fr": "numéros de série",
        "es": "números de serie",
    },
    "firmware": {
        "en": "firmware",
        "de": "Firmware",
        "it": "firmware",
        "fr": "micrologiciel",
        "es": "firmware",
    },
    "revision": {
        "en": "{title}, revision {label}",
        "de": "{title}, Revision {label}",
        "it": "{title}, revisione {label}",
        "fr": "{title}, révision {label}",
        "es": "{title}, revisión {label}",
    },
    "applies": {
        "en": "For {parts} ({label}):",
        "de": "Für {parts} ({label}):",
        "it": "Per {parts} ({label}):",
        "fr": "Pour {parts} ({label}) :",
        "es": "Para {parts} ({label}):",
    },
    "applies_otherwise": {
        "en": "For all other machines, which revision {kept} is not for ({label}):",
        "de": "Für alle anderen Maschinen, für die nicht Revision {kept} gilt ({label}):",
        "it": "Per tutte le altre macchine, per cui non vale la revisione {kept} ({label}):",
        "fr": "Pour toutes les autres machines, que la révision {kept} ne concerne pas ({label}) :",
        "es": "Para todas las demás máquinas, para las que no vale la revisión {kept} ({label}):",
    },
    "up_to": {
        "en": "up to {end}",
        "de": "bis {end}",
        "it": "fino a {end}",
        "fr": "jusqu'à {end}",
        "es": "hasta {end}",
    },
    "from": {
        "en": "from {start}",
        "de": "ab {start}",
        "it": "da {start}",
        "fr": "à partir de {start}",
        "es": "desde {start}",
    },
    "from_to": {
        "en": "{start} to {end}",
        "de": "{start} bis {end}",
        "it": "da {start} a {end}",
        "fr": "de {start} à {end}",
        "es": "de {start} a {end}",
    },
    "not_in_force": {
        "en": "Not in force: {title}, revision {label}; revision {now} is.",
        "de": "Nicht gültig: {title}, Revision {label}; gültig ist Revision {now}.",
        "it": "Non in vigore: {title}, revisione {label}; in vigore è la revisione {now}.",
        "fr": "Pas en vigueur : {title}, révision {label} ; la révision {now} l'est.",
        "es": "No vigente: {title}, revisión {label}; la vigente es la revisión {now}.",
    },
    "none_in_force": {
        "en": "Not in force: {title}, revision {label}; and no other one is.",
        "de": "Nicht gültig: {title}, Revision {label}; und keine andere ist es.",
        "it": "Non in vigore: {title}, revisione {label}; e nessun'altra lo è.",
        "fr": "Pas en vigueur : {title}, révision {label} ; et aucune autre ne l'est.",
        "es": "No vigente: {title}, revisión {label}; y ninguna otra lo está.",
    },
    "names_another": {
        "en": "The question names {named}, but {machine} is chosen: only its manuals count here.",
        "de": "Die Frage nennt {named}, gewählt ist aber {machine}: Nur dessen Handbücher zählen.",
        "it": "La domanda nomina {named}, ma è scelta {machine}: contano solo i suoi manuali.",
        "fr": "La question nomme {named}, mais {machine} est choisie : seuls ses manuels comptent.",
        "es": "La pregunta nombra {named}, pero está elegida {machine}: solo valen sus manuales.",
    },
    "amended": {
        "en": "This section is amended by {title} ({named}):",
        "de": "Dieser Abschnitt wird geändert durch {title} ({named}):",
        "it": "Questa sezione è modificata da {title} ({named}):",
        "fr": "Cette section est modifiée par {title} ({named}) :",
        "es": "Esta sección está modificada por {title} ({named}):",
    },
    "no_answer": {
        "en": "No answer in the manuals",
        "de": "Keine Antwort in den Handbüchern",
        "it": "Nessuna risposta nei manuali",
        "fr": "Aucune réponse dans les manuels",
        "es": "No hay respuesta en los manuales",
    },
    "nearest_sections": {
        "en": "Nearest sections",
        "de": "Nächstliegende Abschnitte",
        "it": "Sezioni più vicine",
        "fr": "Sections les plus proches",
        "es": "Secciones más próximas",
    },
    "no_machine": {
        "en": "No manual in force is for {machine}.",
        "de": "Kein gültiges Handbuch ist für {machine}.",
        "it": "Nessun manuale in vigore è per {machine}.",
        "fr": "Aucun manuel en vigueur n'est pour {machine}.",
        "es": "Ningún manual vigente es para {machine}.",
    },
    "alike": {
        "en": " Machines with a like name: {named}.",
        "de": " Ähnlich heißen: {named}.",
        "it": " Macchine con un nome simile: {named}.",
        "fr": " Machines au nom semblable : {named}.",
        "es": " Máquinas con un nombre parecido: {named}.",
    },
    "page": {"en": "page", "de": "Seite", "it": "pagina", "fr": "page", "es": "página"},
    "elsewhere": {
        "en": "Only manuals of other machines speak of it ({places}).",
        "de": "Davon sprechen nur Handbücher anderer Maschinen ({places}).",
        "it": "Ne parlano solo manuali di altre macchine ({places}).",
        "fr": "Seuls des manuels d'autres machines en parlent ({places}).",
        "es": "Solo hablan de ello manuales de otras máquinas ({places}).",
    },
    "nothing_searched": {
        "en": "No manual in force fits this choice: there was nothing to look in.",
        "de": "Für diese Auswahl gilt kein Handbuch: es konnte in nichts gesucht werden.",
        "it": "Nessun manuale in vigore corrisponde a questa scelta: non c'era dove cercare.",
        "fr": "Aucun manuel en vigueur ne correspond à ce choix : il n'y avait rien à consulter.",
        "es": "Ningún manual vigente corresponde a esta selección: no había dónde buscar.",
    },
    "more": {
        "en": " and {more} more",
        "de": " und {more} weiteren",
        "it": " e altri {more}",
        "fr": " et {more} autres",
        "es": " y {more} más",
    },
    "missing": {
        "en": " {missing} does not stand in any of them.",
        "de": " {missing} kommt darin nicht vor.",
        "it": " {missing} non vi compare.",
        "fr": " {missing} n'y figure pas.",
        "es": " {missing} no aparece en ellos.",
    },
    "nearest_codes": {
        "en": " The nearest codes are {near}.",
        "de": " Am nächsten kommen: {near}.",
        "it": " I codici più vicini sono {near}.",
        "fr": " Les codes les plus proches sont {near}.",
        "es": " Los códigos más próximos son {near}.",
    },
    "refused": {
        "en": "No manual in force answers this.{codes} Looked in: {listed}.",
        "de": "Kein gültiges Handbuch beantwortet das.{codes} Gesucht wurde in: {listed}.",
        "it": "Nessun manuale in vigore risponde a questo.{codes} Cercato in: {listed}.",
        "fr": "Aucun manuel en vigueur n'y répond.{codes} Cherché dans : {listed}.",
        "es": "Ningún manual vigente responde a esto.{codes} Se buscó en: {listed}.",
    },
}


def line(name: str, language: QuestionLanguage, **parts: object) -> str:
    """Return one of our lines with its parts put in, in a language or else in English."""
    said = _LINES[name]
    return said.get(language, said[_DEFAULT]).format(**parts)


def spoken(text: str) -> QuestionLanguage:
    """Return the language of a text that begins with one of our lines, English where none does."""
    beginnings = (
        (words.partition("{")[0], language)
        for said in _LINES.values()
        for language, words in said.items()
    )
    begun = [(len(words), language) for words, language in beginnings if text.startswith(words)]
    length, language = max(begun, default=(0, _DEFAULT))
    return language if length else _DEFAULT
