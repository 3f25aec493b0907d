import re

_EMAIL = re.compile(r"[\w.%+-]{1,64}@(?:(?:[^\W_]|-){1,63}\.){1,8}[^\W\d_]{2,63}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.ASCII | re.IGNORECASE)
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b", re.ASCII)
# A date such as 01.12.2026 begins like a number of a national network.
_PHONE = re.compile(
    r"(?<![^\W_])(?!\d{1,2}[./-]\d{1,2}[./-]\d{4}(?![A-Za-z\d_]))"
    r"(?:\+[1-9]|0\d|\(0?\d{2,5}\)|\d{3}[-. ](?=\d{3}[-. ]\d{4}(?![A-Za-z\d_])))"
    r"(?:[ ()/.-]{0,2}\d){5,13}(?!\d)"
)


def mask_personal_data(text: str) -> str:
    """Replaces e-mail addresses, IBANs, card numbers and phone numbers: neither a provider nor a log sees them."""
    text = _EMAIL.sub("[email]", text)
    text = _IBAN.sub(lambda found: "[iban]" if len(re.findall(r"\d", found[0])) >= 10 else found[0], text)
    text = _CARD.sub(lambda found: "[card]" if _passes_luhn(found[0]) else found[0], text)
    return _PHONE.sub("[phone]", text)


def _passes_luhn(number: str) -> bool:
    """Whether the last digit is the checksum of the others, as on every payment card."""
    digits = [int(digit) for digit in reversed(re.sub(r"\D", "", number))]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
