"""Settings from the environment and `millwright.toml`; an unknown one stops the start."""

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as SourceError

from store.errors import SettingsError

CHECKOUT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = "millwright.toml"
_FIELD = re.compile(r"field \"(\w+)\"")
_FOREIGN_NAMES = {
    "mistral_api_key",
    "mistral_server_url",
    "mistral_model",
    "qdrant_url",
    "qdrant_api_key",
    "database_url",
}


class Settings(BaseSettings):
    """All that can be set. A name below is a key of `millwright.toml`; in the environment it is
    upper case with `MILLWRIGHT_` in front, but for the MISTRAL_, QDRANT_ and DATABASE_ names,
    which stand as they are.
    """

    model_config = SettingsConfigDict(
        env_prefix="MILLWRIGHT_", extra="forbid", frozen=True, populate_by_name=True
    )

    # Where everything is kept. Put it on a disk with room for originals and some 4 KB a chunk.
    home: Path = CHECKOUT / "data" / "store"

    # With a key, questions and the passages found for them go to Mistral's API: nothing else
    # leaves the house, and without a key nothing does.
    mistral_api_key: SecretStr | None = Field(default=None, validation_alias="MISTRAL_API_KEY")
    # An endpoint inside the factory that speaks Mistral's API (vLLM, llama.cpp, mistral.rs).
    # It wins over the public API, and needs no key.
    mistral_server_url: str | None = Field(default=None, validation_alias="MISTRAL_SERVER_URL")
    mistral_model: str = Field(default="mistral-small-latest", validation_alias="MISTRAL_MODEL")
    # How long a technician waits for the model's first and for each further piece of text before
    # the quoted answer is shown instead.
    model_timeout_seconds: float = Field(default=20.0, gt=0, le=600)
    # Only above 0 for a model that repeats itself: an answer should not differ from day to day.
    model_temperature: float = Field(default=0.0, ge=0, le=1)
    # What judges answers in `eval run`: another model than the one that writes them, where there
    # is one, because a model is mild with itself. Unset: `mistral_model`.
    judge_model: str | None = None

    # Unset: Qdrant Edge inside this process. Set it when several hosts share one index.
    qdrant_url: str | None = Field(default=None, validation_alias="QDRANT_URL")
    qdrant_api_key: SecretStr | None = Field(default=None, validation_alias="QDRANT_API_KEY")
    collection: str = "millwright"
    # Unset: SQLite in the home. A PostgreSQL URL when several hosts share one catalog.
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")

    # A sentence-transformers model: the packaged default, or the folder of any other.
    encoder: str = "all-MiniLM-L6-v2"
    # For questions in another language than the manual's: the packaged default, the folder of any
    # multilingual sentence-transformers model, or "" for none. The default adds half to the time
    # that vectors take; a model by folder as much again as the first, or more.
    across_encoder: str = "universal-sentence-encoder-multilingual"
    # Chunks a call to the encoder: more is no faster past this and takes memory.
    encoder_batch: int = Field(default=32, ge=1, le=1024)

    # Shares of what search goes by, each scaled per question: the likeness of the whole chunk, its
    # words, the likeness of its single words, and that of its likest sentence to the encoder for
    # other languages (0: not compared). Raise the first only with a suite in hand: on real manuals,
    # as much as the keywords' does worse than keywords alone.
    dense_weight: float = Field(default=0.3, ge=0, le=1)
    sparse_weight: float = Field(default=0.4, ge=0, le=1)
    late_weight: float = Field(default=0.4, ge=0, le=1)
    sentence_weight: float = Field(default=0.2, ge=0, le=1)
    # How many chunks each lane hands to fusion: 60 find no more, and each costs time to be read.
    candidates: int = Field(default=30, ge=10, le=1000)

    # Chunks that define a code asked for come first. Off only to measure what it is worth.
    identifiers_first: bool = True
    # Words that no manual knows are looked for as the nearest that one does.
    correct_spelling: bool = True
    # German words are looked for as parts of compounds, too: Frequenz in Eigenfrequenz. Off, since
    # it wins some questions of our suites and loses as many: try it with one of your own.
    find_in_compounds: bool = False
    # Words are compared by what they mean, with the encoder for other languages: a question's in
    # another language are looked for as the manuals put them, and a refusal hears synonyms.
    word_senses: bool = True
    # A question that names a product by a word or code of a manual's title is answered from that
    # manual first, where its owner did not say which machines it is for.
    named_manuals_first: bool = True
    # Where it is asked what something is, what says so comes first.
    definitions_first: bool = True
    # Hits of other pages come before more of the same page. Off shows them by score alone.
    other_pages_first: bool = True
    # The best hit in the question's language and the best in another are among the first five, if
    # they are nearly as good as the fifth.
    each_language_shown: bool = True
    # The folder of a cross-encoder that orders the best hits anew: some 20 ms a hit on a CPU, so
    # only where a suite shows that it pays. Unset: none.
    cross_encoder: Path | None = None
    # LlamaIndex node postprocessors behind retrieval, each as `module:Class`, in their order.
    postprocessors: tuple[str, ...] = ()

    # What the signals of an answer weigh, and from which risk on a question is refused: let
    # `millwright eval calibrate-refusal` write both from suites of your own. A lower threshold
    # refuses more, rightly and wrongly.
    refusal_weights: tuple[tuple[str, float], ...] = ()
    refusal_threshold: float = Field(default=0.45, gt=0, lt=1)

    # Above these a file is refused before it is read.
    max_file_mb: int = Field(default=500, ge=1)
    max_pages: int = Field(default=5000, ge=1)
    # How long one file may take to read before it counts as failed; anew after each of its scans.
    parse_timeout_seconds: float = Field(default=900.0, gt=0)
    # What the process that reads one file may take: a thousand pages need some 300, a scan more.
    parse_memory_mb: int = Field(default=2048, ge=256)
    # Files in this folder, and below it, are taken in by themselves while the service runs.
    watch_folder: Path | None = None

    # Unpacked bytes of a ZIP or an Office file, and pixels of a picture or a scanned page.
    max_unpacked_mb: int = Field(default=2000, ge=1)
    max_pixels: int = Field(default=100_000_000, ge=1_000_000)
    # Language data of Tesseract for scans: unset, that of the installed packages (eng and deu).
    tessdata: Path | None = None
    # Tesseract's names of the languages that scans are in, divided by `+`: fewer read faster.
    ocr_languages: str = "eng+deu"

    # A revision stays a draft until somebody other than who handed it in releases it.
    require_release: bool = False
    # More kinds of codes that are looked up exactly, each as `kind: regular expression`.
    identifier_patterns: tuple[str, ...] = ()

    # The plant's own words for what manuals call otherwise, a CSV file that its owner edits. Unset:
    # `glossary.csv` in the home, if it is there.
    glossary: Path | None = None

    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @model_validator(mode="after")
    def _weights_add_up(self) -> "Settings":
        if self.dense_weight + self.sparse_weight <= 0:
            raise ValueError("dense_weight and sparse_weight cannot both be 0")
        return self

    @property
    def has_model(self) -> bool:
        """Whether a language model is configured at all."""
        return self.mistral_api_key is not None or self.mistral_server_url is not None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Explicit values win over the environment, the environment over `millwright.toml`."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())


def settings_file() -> Path:
    """Return the settings file in use: in the current folder, else beside the checkout's code."""
    here = Path.cwd() / SETTINGS_FILE
    return here if here.is_file() else CHECKOUT / SETTINGS_FILE


def load_settings(**overrides: Any) -> Settings:
    """Return the settings of the environment and `millwright.toml`, `overrides` on top.

    Raises SettingsError naming the setting that is unknown or out of range.
    """
    _refuse_unknown_variables()
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        if first["type"] == "extra_forbidden":
            raise SettingsError(_unknown(name, f"in {settings_file()}")) from error
        raise SettingsError(f"The setting {name} is wrong: {first['msg']}.") from error
    except SourceError as error:
        # What is said in a list or a table stands as JSON in the environment.
        found = _FIELD.search(str(error))
        raise SettingsError(
            f"The setting {found[1] if found else ''} in the environment is no JSON: write a list "
            'as `["first", "second"]`.'
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{settings_file()} is not valid TOML: {error}.") from error


def _refuse_unknown_variables() -> None:
    """pydantic-settings takes a misspelt variable in silence; a typo must not change behaviour."""
    known = {name for name in Settings.model_fields if name not in _FOREIGN_NAMES}
    for variable in os.environ:
        name = variable.lower().removeprefix("millwright_")
        if variable.startswith("MILLWRIGHT_") and name not in known:
            raise SettingsError(_unknown(variable, "in the environment"))


def _unknown(name: str, where: str) -> str:
    fields = [
        field if field in _FOREIGN_NAMES else f"millwright_{field}"
        for field in Settings.model_fields
    ]
    if not name.startswith("MILLWRIGHT_"):
        fields = [field.removeprefix("millwright_") for field in fields]
    # MILLWRIGHT_QDRANT_URL is a known name with a prefix that it must not have.
    bare = name.lower().removeprefix("millwright_")
    meant = bare if bare in _FOREIGN_NAMES else name.lower()
    close = difflib.get_close_matches(meant, fields, n=1, cutoff=0.5)
    hint = close[0].upper() if close and name.isupper() else (close[0] if close else "")
    return f"Unknown setting {name} {where}." + (f" Did you mean {hint}?" if hint else "")
