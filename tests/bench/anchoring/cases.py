"""All cases: made from a seed number, alike on every machine, and frozen in `cases.sha256`.

python tests/bench/anchoring/cases.py [--packages DIR] [--freeze]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from tests.bench.anchoring import edited, retyped, twins  # noqa: E402
from tests.bench.anchoring.sheet import Sheet  # noqa: E402
from tests.bench.anchoring.sources import Source, from_packages, from_seeds  # noqa: E402

FROZEN = Path(__file__).with_name("cases.sha256")
SEEDS = ROOT / "seeds"
PACKAGES = Path(tempfile.gettempdir()) / "hashiya-anchoring"
"""Where the packages' archives are kept, unless another folder is named."""


def make(source: Source) -> Sheet:
    """The cases of one source."""
    sheet = Sheet(source)
    for part in (retyped, edited, twins):
        part.write(sheet)
    return sheet


def digest(sheet: Sheet) -> str:
    """The hash of every text and case on the sheet."""
    whole = hashlib.sha256()
    for line in sheet.lines():
        whole.update(line.encode() + b"\n")
    return whole.hexdigest()


def frozen() -> Mapping[str, str]:
    """The hash of each source's sheet, as it was frozen."""
    lines = FROZEN.read_text(encoding="utf-8").splitlines()
    return {name: value for value, _, name in (line.partition("  ") for line in lines)}


def freeze(sheets: Iterable[Sheet]) -> None:
    """Write down the hash of each sheet."""
    lines = (f"{digest(sheet)}  {sheet.source.name}\n" for sheet in sheets)
    FROZEN.write_text("".join(lines), encoding="utf-8")


def sources(packages: Path | None) -> tuple[tuple[Source, ...], dict[str, str]]:
    """The seeds and what the packages in a folder give, and why some of them give nothing."""
    found, missing = ((), {}) if packages is None else from_packages(packages)
    return (*from_seeds(SEEDS), *found), missing


def main() -> int:
    """Make all cases and compare them with the frozen ones, or freeze them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, default=PACKAGES)
    parser.add_argument("--freeze", action="store_true")
    options = parser.parse_args()
    found, missing = sources(options.packages)
    sheets = [make(source) for source in found]
    for name, why in missing.items():
        print(f"skipped {name} ({why})")
    if options.freeze:
        if missing:
            print("not frozen: all packages are needed for that")
            return 1
        freeze(sheets)
    changed = [
        sheet.source.name for sheet in sheets if frozen().get(sheet.source.name) != digest(sheet)
    ]
    print(f"{sum(len(sheet.cases) for sheet in sheets)} cases; changed: {changed or 'none'}")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
