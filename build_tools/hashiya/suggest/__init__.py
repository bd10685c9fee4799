"""Suggest: what editors may have overlooked, as lists to accept; nothing is done by itself."""
