"""What the repository promises about itself: texts, locks, layers, documentation, workflows."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "build_tools" / "hashiya"
BIN = Path(sys.executable).parent
LOCKS = ("requirements", "requirements-test", "requirements-bench")

SEEDS = {
    "000_fc5128e4fd6255bc.txt": "1539a053af9ef198613f0b4bd4a72ecf23c2ce9b6b7c2ff0835da606e24b376f",
    "001_128abf0fd5cdc520.txt": "6fb929ff1923550097fb77b2c37e8d53a23fb02a418470e5ace294e30d961b9e",
    "002_79f7e847c85a0fec.txt": "102bdee578fa0ef62f11bf99fe299df872b2444aba05647b4af056f5497b9c81",
    "003_f0337437ea1e8fe7.txt": "2222a7e8cb49f3673fb95265298aa6f0879e80ac2def24da5c503ce62a6d5544",
    "004_41ed16c319bc7b53.txt": "b7dc8e1176d92b477922c5e300a23561396144e1b2419e778cab86ade1c246e9",
}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def run(*command: str) -> None:
    """Run a tool of the environment in the project; what it says is the failure's message."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


# --- the tools that read the code -------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--output-format=concise", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
        ("zizmor", "--offline", "--persona", "pedantic", ".github"),
    ],
    ids=" ".join,
)
def test_the_tools_that_read_the_code_find_nothing(command: tuple[str, ...]) -> None:
    run(*command)


def package_files(*suffixes: str) -> list[Path]:
    """Code and templates; not catalogs and starter, which are about particular languages."""
    return [
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in suffixes
        and not {"locales", "starter", "__pycache__"} & set(path.relative_to(PACKAGE).parts)
    ]


LANGUAGE = re.compile(
    r"""(["'])(ar|en|fa)(-[A-Z]{2})?\1"""  # a quoted code
    r"""|\b(lang|hreflang|language)=\\?["']?(ar|en|fa)\b"""  # an attribute
    r"""|:lang\((ar|en|fa)\)"""
)


@pytest.mark.parametrize(
    "line", ["x == 'ar'", '{"en": 1}', "<p lang=ar>", '<a hreflang="en">', ":lang(ar) {"]
)
def test_a_language_code_would_be_seen(line: str) -> None:
    assert LANGUAGE.search(line)


def test_no_language_is_named_in_the_package() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in package_files(".py", ".html", ".xml", ".js", ".css", ".json")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LANGUAGE.search(line)
    ]
    assert not found


# --- texts and locks ----------------------------------------------------------------------------


def test_the_seeds_are_byte_for_byte_what_they_were() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "seeds").iterdir()
    }
    assert found == SEEDS


def test_git_never_touches_the_ends_of_their_lines() -> None:
    assert "seeds/** -text" in read(".gitattributes").splitlines()


def tracked_text() -> list[Path]:
    """All text files of the project but seeds, and folders that are made."""
    made = {".git", ".venv", ".audit", "site", "shots", "seeds", "__pycache__", ".mypy_cache"}
    made |= {".ruff_cache", ".pytest_cache", ".hypothesis", ".hashiya", "hashiya.egg-info"}
    kinds = {".py", ".md", ".txt", ".in", ".toml", ".yml", ".yaml", ".json", ".html", ".js", ""}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and path.suffix in kinds and not made & set(path.relative_to(ROOT).parts)
    ]


def test_no_package_registry_is_named() -> None:
    """Where packages come from is the machine's business, not the project's."""
    hosts = re.compile(r"pypi\.(org|python)|pythonhosted\.|registry\.npm|npmjs\.(org|com)")
    found = [
        path.relative_to(ROOT)
        for path in tracked_text()
        if path != Path(__file__) and hosts.search(path.read_text("utf-8", errors="replace"))
    ]
    assert not found


def locked(name: str) -> dict[str, str]:
    """The text of each package's entry in a lock, by normal name."""
    entries = re.split(r"(?m)^(?=[a-z0-9])", read(f"{name}.txt"))
    return {re.split(r"[=\[ ]", entry)[0]: entry for entry in entries if "==" in entry}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name: str) -> None:
    packages = locked(name)
    assert len(packages) > 10
    assert [package for package, entry in packages.items() if "--hash=sha256:" not in entry] == []
    assert not re.search(r"(?m)^--|://", read(f"{name}.txt"))


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_hold_what_is_asked_for(name: str) -> None:
    asked = re.findall(r"(?m)^([a-z][\w-]*)", read(f"{name}.in"))
    assert asked
    assert set(asked) <= set(locked(name))


def test_what_the_package_needs_is_locked_and_explained() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    needs = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {re.split(r"[<>=]", need)[0] for need in needs}
    assert names <= set(locked("requirements"))
    explained = read("docs/tool/dependencies.md")
    asked = {n for lock in LOCKS for n in re.findall(r"(?m)^([a-z][\w-]*)", read(f"{lock}.in"))}
    assert [name for name in sorted(names | asked) if f"`{name}`" not in explained] == []


def test_the_locks_agree() -> None:
    versions = [
        {package: entry.split()[0] for package, entry in locked(name).items()} for name in LOCKS
    ]
    for other in versions[1:]:
        assert {p: v for p, v in other.items() if p in versions[0]} == versions[0]


def test_a_wheel_holds_everything_that_the_package_needs(tmp_path: Path) -> None:
    copy = tmp_path / "project"
    # Neither what tools leave behind, nor what only extracts messages.
    ignore = shutil.ignore_patterns("__pycache__", ".*_cache", "*.egg-info", "babel.cfg")
    shutil.copytree(PACKAGE.parent, copy / PACKAGE.parent.name, ignore=ignore)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    run(
        *("pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"),
        *("--wheel-dir", str(tmp_path), str(copy)),
    )
    (wheel,) = tmp_path.glob("hashiya-*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    copied = copy / PACKAGE.parent.name
    needed = {
        path.relative_to(copied).as_posix()
        for path in (copied / PACKAGE.name).rglob("*")
        if path.is_file()
    }
    assert needed - packed == set()


# --- documentation --------------------------------------------------------------------------------


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.findall(r"(?m)^([a-z-]+):.*##", read("Makefile"))
    assert len(targets) > 8
    readme = read("README.md")
    assert [target for target in targets if f"`make {target}`" not in readme] == []


COMMANDS = ROOT / "docs" / "tool" / "commands.md"
HELP = re.compile(r"(?ms)^```text\n\$ hashiya(?P<command>[\w -]*) --help\n(?P<help>.*?)^```$")


def help_of(command: str) -> str:
    """What a command says of itself, as on a terminal of 80 columns without colours."""
    return subprocess.run(
        [BIN / "hashiya", *command.split(), "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
    ).stdout


def subcommands(command: str = "") -> list[str]:
    """The command and everything below it, as the helps list them."""
    listed = re.findall(r"(?m)^    ([a-z][\w-]*)  ", help_of(command))
    below = [found for name in listed for found in subcommands(f"{command} {name}")]
    return [command, *below]


def test_the_help_of_every_command_stands_in_its_documentation(accept: bool) -> None:
    text = COMMANDS.read_text("utf-8")
    assert {"", " build", " check", " export json", " export pages", " init"} <= set(subcommands())
    assert [match["command"] for match in HELP.finditer(text)] == subcommands()

    def told(match: re.Match[str]) -> str:
        command = match["command"]
        return f"```text\n$ hashiya{command} --help\n{help_of(command)}```"

    if accept:
        COMMANDS.write_text(HELP.sub(told, text), "utf-8")
    else:
        assert HELP.sub(told, text) == text


def test_relative_links_in_the_documentation_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs" / "tool").rglob("*.md")]:
        text = re.sub(r"(?ms)^```.*?^```|`[^`\n]+`", "", path.read_text("utf-8"))
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" in target or target.startswith(("#", "mailto:")):
                continue
            if not (path.parent / target.partition("#")[0]).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert not broken


# --- workflows ------------------------------------------------------------------------------------


def test_actions_are_pinned_and_hold_no_more_rights_than_they_need() -> None:
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = path.read_text("utf-8")
        uses = re.findall(r"uses: (\S+)(.*)", text)
        assert uses
        for action, comment in uses:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
        assert re.search(r"(?m)^permissions: \{\}$", text), path
        assert "pull_request_target" not in text
        assert "secrets." not in text
        assert text.count("actions/checkout@") == text.count("persist-credentials: false")
