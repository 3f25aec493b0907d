import re

# Spaces and dashes that mail programs and web pages put between digits, and characters without width.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\t\u00a0\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
    }
)

_EMAIL = re.compile(r"[\w.%+-]{1,64}@(?:(?:[^\W_]|-){1,63}\.){1,8}[^\W\d_]{2,63}")
# All groups but the first have a digit, unlike the words that follow.
_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}[ .-]{0,2}[A-Z0-9]{4}(?:[ .-]{0,2}(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,6}"
    r"(?:[ .-]{0,2}(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?\b",
    re.ASCII | re.IGNORECASE,
)
_DIGITS = re.compile(r"\b\d+(?:[ .-]{1,2}\d+)*\b", re.ASCII)
_MAX_CARD_LENGTH = 19
# A date such as 01.12.2026 begins like a number of a national network.
_PHONE = re.compile(
    r"(?<![^\W_])(?![0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}(?![A-Za-z0-9_]))"
    r"(?:\+[1-9]|0[0-9]|\(0?[0-9]{2,5}\)|[0-9]{3}[-. ](?=[0-9]{3}[-. ][0-9]{4}(?![A-Za-z0-9_])))"
    r"(?:[ ()/.-]{0,2}[0-9]){5,13}(?![0-9])"
)


def mask_personal_data(text: str) -> str:
    """Replaces e-mail addresses, IBANs, card numbers and phone numbers: neither a provider nor a log sees them."""
    text = _EMAIL.sub("[email]", text.translate(_PLAIN))
    text = _IBAN.sub(lambda found: "[iban]" if len(re.findall(r"\d", found[0])) >= 10 else found[0], text)
    text = _DIGITS.sub(lambda found: _mask_card(found[0]), text)
    return _PHONE.sub("[phone]", text)


def _mask_card(text: str) -> str:
    """Masks the groups of digits that are the number of a card, and not those beside it, such as its expiry."""
    groups = list(re.finditer("[0-9]+", text))
    for position, first in enumerate(groups):
        number = ""
        for group in groups[position : position + _MAX_CARD_LENGTH]:
            number += group[0]
            if _is_card(number):
                return f"{text[: first.start()]}[card]{_mask_card(text[group.end() :])}"
    return text


def _is_card(number: str) -> bool:
    """Whether the last digit is the checksum of the others, as on every payment card."""
    digits = [int(digit) for digit in reversed(number)]
    checksum = sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]])
    return 13 <= len(number) <= _MAX_CARD_LENGTH and checksum % 10 == 0
