"""The kinds of documents, as title pages name them: "Operating manual", "Technisches Handbuch"."""

import re

PURPOSES = (
    r"user|users|user['’]s|owner['’]?s?|operat(?:ing|ions?)|operator['’]?s?|instructions?|service"
    r"|reference|maintenance|installation|technical|quick|getting|start(?:ed|ing)?|safety|product"
    r"|programming|assembly|commissioning|configuration|set-?up|repair|workshop|training|application"
    r"|hardware|software|system|administrator['’]?s?|original|translated"
)
"""What an English document is for, as a pattern."""
# What the compound of a German one begins with.
_ZU = (
    r"betriebs|bedienungs|bedien|montage|wartungs|gebrauchs|original|installations|kurz|aufbau"
    r"|einbau|inbetriebnahme|benutzungs|benutzer|service|reparatur|programmier|instandhaltungs"
)
# What stands behind the noun of a Romance one.
_POUR = (
    r"utilisation|utilisateur|entretien|maintenance|montage|emploi|service|sécurité|programmation"
    r"|référence|uso|utente|manutenzione|montaggio|sicurezza|programmazione|riferimento|operatore"
    r"|usuario|instrucciones|instalación|installation|installazione|mantenimiento|montaje|servicio"
    r"|operación|seguridad|programación|referencia|operador|istruzioni"
    r"|instalação|operação|manutenção|utilização|utilizador|usuário|montagem|segurança|serviço"
    r"|instruções|referência"
    r"|techni(?:que|co|ca|che)|tecnic[oa]|técnic[oa]s?|original(?:es|i|e)?|rapide|rapida|rápida"
)
_TRANSLATION = (
    r"(?:(?:translation\sof\sthe|übersetzung\sder|traduction\s(?:de\sla|des|du)"
    r"|traduzione\sdelle|traducción\sde\s(?:las?|los?))\s)?"
)
KIND = (
    rf"{_TRANSLATION}(?:"
    # Before English, whose words begin some of these.
    r"(?:manuel|notice|guide|mode|manuale|istruzioni|guida|manual|guía|instrucciones"
    r"|documentation|documentazione|documentación)"
    rf"(?:(?:,?\s(?:et|ed?|y)|,)?\s(?:(?:d|l|dell|all)['’]|(?:d[eouia]|per|pour|para)\s)?(?:{_POUR})){{1,4}}"
    rf"|(?:(?:{PURPOSES})(?:,?\s(?:and|&)\s|,\s|\s?/\s?|\s))*"
    r"(?:manual|guide|handbook|instructions?|documentation|bulletin|data\s?sheet)"
    r"|manuel|notice|manuale|istruzioni|guida|guía|instrucciones|documentazione|documentación"
    r"|(?:spare\s)?parts\s(?:list|catalogue?|manual)"
    rf"|(?:technische[snr]?\s)?(?:(?:{_ZU})-,?\s(?:und\s|u\.\s)?)*"
    rf"(?:(?:{_ZU})-?)*(?:anleitung|betriebsanweisung)"
    r"|(?:technische[snr]?\s)?\w*(?:handbuch|dokumentation|datenblatt|mitteilung)"
    r"|ersatzteil(?:liste|katalog)"
    r")"
)
"""What names a kind of document, as a pattern."""
_HAS_KIND = re.compile(rf"(?<!\w)(?:{KIND})(?!\w)", re.IGNORECASE)
_ONLY_KIND = re.compile(rf"(?:{KIND})(?:\s?[/|–-]\s?(?:{KIND}))*", re.IGNORECASE)


def names_kind(title: str) -> bool:
    """Return whether a title says what kind of document it is."""
    return _HAS_KIND.search(title) is not None


def is_kind(title: str) -> bool:
    """Return whether a title says nothing else: "Operating manual" is that of some machine."""
    return _ONLY_KIND.fullmatch(title.strip()) is not None


def without_kind(title: str) -> str:
    """Return what a title says beside the kind of document: the machine."""
    return _HAS_KIND.sub(" ", title)
