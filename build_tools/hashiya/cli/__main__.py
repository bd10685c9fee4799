"""`python -m hashiya.cli`, for those who have another Python than the one on their path."""

from __future__ import annotations

from hashiya.cli import program

program()
