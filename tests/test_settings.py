"""Settings from environment and file: all are in the README, a wrong one stops the start."""

import re
from pathlib import Path

import pytest

from store.errors import SettingsError
from store.settings import Settings, load_settings

CHECKOUT = Path(__file__).resolve().parent.parent


class TestSettings:
    def test_readme_lists_every_setting_with_its_default(self) -> None:
        rows = re.findall(
            r"^\| `([A-Z_]+)` \| (.+?) \|", (CHECKOUT / "README.md").read_text(), re.MULTILINE
        )
        listed = {name: default.strip("`") for name, default in rows}
        expected = {}
        for name, field in Settings.model_fields.items():
            variable = field.validation_alias or f"MILLWRIGHT_{name.upper()}"
            expected[str(variable)] = "unset" if field.default is None else str(field.default)
        expected["MILLWRIGHT_HOME"] = "data/store` of the checkout"
        assert listed == expected

    def test_a_misspelt_variable_stops_the_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MILLWRIGHT_MAX_PAGE", "10")
        with pytest.raises(SettingsError, match=r"MILLWRIGHT_MAX_PAGE .*MILLWRIGHT_MAX_PAGES\?"):
            load_settings()

    def test_a_misspelt_key_of_the_file_stops_the_start(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "millwright.toml").write_text("max_page = 10\n")
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SettingsError, match=r"max_page in .*millwright\.toml.*max_pages\?"):
            load_settings()

    def test_a_file_that_is_not_toml_is_named(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "millwright.toml").write_text("max_pages: 10\n")
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SettingsError, match=r"millwright\.toml is not valid TOML"):
            load_settings()

    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("MILLWRIGHT_DENSE_WEIGHT", "1.5"),
            ("MILLWRIGHT_MAX_PAGES", "0"),
            ("MILLWRIGHT_MAX_PAGES", "many"),
            ("MILLWRIGHT_LOG_LEVEL", "loud"),
        ],
    )
    def test_a_value_out_of_range_is_named(
        self, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
    ) -> None:
        monkeypatch.setenv(variable, value)
        name = variable.removeprefix("MILLWRIGHT_").lower()
        with pytest.raises(SettingsError, match=rf"(?i)\b(MILLWRIGHT_)?{name} is wrong"):
            load_settings()

    def test_both_weights_at_zero_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MILLWRIGHT_DENSE_WEIGHT", "0")
        monkeypatch.setenv("MILLWRIGHT_SPARSE_WEIGHT", "0")
        with pytest.raises(SettingsError, match="cannot both be 0"):
            load_settings()

    def test_names_of_other_products_stand_as_they_are(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QDRANT_URL", "http://qdrant.factory.example:6333")
        monkeypatch.setenv("MISTRAL_SERVER_URL", "http://gpu.factory.example:8000")
        settings = load_settings()
        assert settings.qdrant_url == "http://qdrant.factory.example:6333"
        assert settings.has_model

    @pytest.mark.parametrize("name", ["MILLWRIGHT_QDRANT_URL", "MILLWRIGHT_MISTRAL_API_KEY"])
    def test_they_are_unknown_with_our_prefix(
        self, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setenv(name, "x")
        with pytest.raises(SettingsError, match=rf"Unknown setting {name} "):
            load_settings()

    def test_the_environment_wins_over_the_file(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "millwright.toml").write_text(
            'max_pages = 10\ncandidates = 20\nqdrant_url = "http://qdrant.factory.example:6333"\n'
        )
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("MILLWRIGHT_MAX_PAGES", "30")
        settings = load_settings()
        assert (settings.max_pages, settings.candidates) == (30, 20)
        assert settings.qdrant_url == "http://qdrant.factory.example:6333"

    def test_a_key_is_never_printed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MISTRAL_API_KEY", "very-secret")
        assert "very-secret" not in repr(load_settings())


def test_a_list_that_is_no_json_is_told_with_how_to_write_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MILLWRIGHT_POSTPROCESSORS", "some.module:Reranker")
    with pytest.raises(SettingsError, match=r"postprocessors in the environment .* write a list"):
        load_settings()
