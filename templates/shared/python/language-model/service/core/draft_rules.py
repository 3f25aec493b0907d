import re
from typing import Literal

from .language_model import Completion, is_blank

# The longest draft, in characters.
MAX_DRAFT_LENGTH = 2000
# How many characters of the system prompt, without spaces, an answer may not repeat.
_REPEATED_LENGTH = 60

Rule = Literal["empty", "too-long", "link", "prompt"]

# What the model is asked to do differently, by the rule that its answer broke.
CORRECTIONS: dict[Rule, str] = {
    "empty": "Your last answer was empty. Write a reply.",
    "too-long": "Your last answer was too long. Write at most 150 words.",
    "link": "Your last answer had a link or an address that is not in the ticket. Write none.",
    "prompt": "Your last answer repeated your instructions. Write only the reply.",
}

# In the system prompt, what follows is for customers, and not secret.
_ABOUT_THE_PRODUCT = "\nabout the product and the team:\n"
# Web addresses, with or without a scheme, names and numbers of hosts, and addresses of e-mail.
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|(?<![a-z0-9_])(?:mailto|tel|sms|javascript|data):|[\w.%+-]+@"
    r"|(?:(?:[^\W_]|-)+\.)+(?:xn--|[^\W\d_]{2})|[0-9]{1,3}(?:\.[0-9]{1,3}){3})"
    r"""[^\s<>"')\]]*"""
)


def find_broken_rule(answer: Completion, *, ticket: str, prompt: str) -> Rule | None:
    """The first rule that an answer breaks; None if the caller may get it."""
    secret, _, product = prompt.lower().partition(_ABOUT_THE_PRODUCT)
    text, known = answer.text.lower(), f"{ticket.lower()}\n{product}"
    if is_blank(text):
        return "empty"
    if answer.finish_reason == "length" or len(answer.text) > MAX_DRAFT_LENGTH:
        return "too-long"
    if any(address.rstrip(".,;:!?") not in known for address in _ADDRESS.findall(text)):
        return "link"
    written, secret = (re.sub(r"[\s\ufeff]+", "", part) for part in (text, secret))
    starts = range(len(secret) - _REPEATED_LENGTH + 1)
    return "prompt" if any(secret[start : start + _REPEATED_LENGTH] in written for start in starts) else None
