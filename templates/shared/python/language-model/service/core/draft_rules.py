import re
from typing import Literal

from .language_model import Completion

# The longest draft, in characters.
MAX_DRAFT_LENGTH = 2000
# How much of the system prompt counts as telling it, in characters without spaces.
_REPEATED_LENGTH = 60

Rule = Literal["empty", "too-long", "link", "prompt"]

# What the model is asked to do differently, by the rule that its answer broke.
CORRECTIONS: dict[Rule, str] = {
    "empty": "Your last answer was empty. Write a reply.",
    "too-long": "Your last answer was too long. Write at most 150 words.",
    "link": "Your last answer had a link or an address that is not in the ticket. Write none.",
    "prompt": "Your last answer repeated your instructions. Write only the reply.",
}

# Web addresses, with or without a scheme, and addresses of e-mail.
_START, _END = r"(?<![a-z0-9_])", r"""[^\s<>"')\]]"""
_ADDRESS = re.compile(
    rf"{_START}[a-z][a-z0-9+.-]*://{_END}+|{_START}(?:mailto|tel|javascript|data):{_END}+|{_START}www\.{_END}+"
    rf"|{_START}(?:[a-z0-9-]+\.)+[a-z]{{2,}}/{_END}*|[\w.%+-]+@(?:[^\W_]|[.-])+"
)


def find_broken_rule(answer: Completion, *, ticket: str, prompt: str) -> Rule | None:
    """The first rule that an answer breaks; None if the caller may get it."""
    text, known = answer.text.lower(), ticket.lower()
    if not text.strip():
        return "empty"
    if answer.finish_reason == "length" or len(answer.text) > MAX_DRAFT_LENGTH:
        return "too-long"
    if any(address.rstrip(".,;:!?") not in known for address in _ADDRESS.findall(text)):
        return "link"
    written, secret = ("".join(part.split()) for part in (text, prompt.lower()))
    starts = range(len(secret) - _REPEATED_LENGTH + 1)
    return "prompt" if any(secret[start : start + _REPEATED_LENGTH] in written for start in starts) else None
