"""Mark the words that readers and editors will see, so that the catalogs can hold them."""


def _(message: str) -> str:
    """Mark a message for extraction; it is translated where it is shown."""
    return message
