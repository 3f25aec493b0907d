const email = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}/gu;
const iban = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b/gi;
const card = /\b\d(?:[ -]?\d){12,18}\b/g;
// A date such as 01.12.2026 begins like a number of a national network.
const phone =
  /(?<![\p{L}\d])(?!\d{1,2}[./-]\d{1,2}[./-]\d{4}\b)(?:\+[1-9]|0\d|\(0?\d{2,5}\)|\d{3}[-. ](?=\d{3}[-. ]\d{4}\b))(?:[ ()/.-]{0,2}\d){5,13}(?!\d)/gu;

/** Replaces e-mail addresses, IBANs, card numbers and phone numbers, so that neither a provider nor a log sees them. */
export function maskPersonalData(text: string): string {
  return text
    .replace(email, '[email]')
    .replace(iban, found => (found.replace(/\D/g, '').length >= 10 ? '[iban]' : found))
    .replace(card, found => (passesLuhn(found) ? '[card]' : found))
    .replace(phone, '[phone]');
}

/** Whether the last digit is the checksum of the others, as on every payment card. */
function passesLuhn(text: string): boolean {
  const sum = Array.from(text.replace(/\D/g, '')).reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
