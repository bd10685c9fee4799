"""Options and fixtures of all tests."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run: a test that fails on one machine only helps nobody. The machine
# may be slow and shared, so no example has a deadline.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True)
hypothesis.settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which renews what cases and golden files expect."""
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what came out into tests/cases and tests/dossiers as what is expected",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse `--accept` in several processes, which would write over each other."""
    if config.getoption("--accept") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--accept writes files: run it in one process, with -n 0")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are renewed in this run."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT
