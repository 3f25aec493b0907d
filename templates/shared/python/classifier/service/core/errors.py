"""What the AI core reports to its callers."""


class InvalidTextError(Exception):
    """The text cannot be classified, and the caller can do something about it."""


class ClassifierUnavailableError(Exception):
    """The model cannot answer now; the same request may succeed later."""
