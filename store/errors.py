"""What can go wrong, named by its consequence for the caller."""


class MillwrightError(Exception):
    """Base of all: the message is one sentence for a person, and says what to do."""


class SettingsError(MillwrightError):
    """A setting is unknown, malformed or contradicts another: nothing starts."""


class FileRejected(MillwrightError):
    """This file cannot be read as a manual, now or later: nothing of it is stored."""


class EncoderMismatch(MillwrightError):
    """The store holds vectors of another encoder, which cannot be compared with this one's."""


class StoreUnavailable(MillwrightError):
    """The home, the catalog or the index cannot be opened, read or written."""


class NotFound(MillwrightError):
    """No manual, revision, page, job or answer of that name is kept here."""


class QuestionRejected(MillwrightError):
    """The question is empty or too long to be one: it is not searched for."""


class ModelUnavailable(MillwrightError):
    """The language model did not give a usable answer: the caller falls back to quoting."""


class NotAllowed(MillwrightError):
    """Document control does not allow this step: nothing has changed."""
