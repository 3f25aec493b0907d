// Spaces and dashes that mail programs and web pages put between digits, and characters without width.
const spaces = /[\t\u00a0\u2007\u2009\u202f]/g;
const dashes = /[\u2010-\u2015\u2212]/g;
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;

const email = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}/gu;
// All groups but the first have a digit, unlike the words that follow.
const iban =
  /\b[A-Z]{2}\d{2}[ .-]{0,2}[A-Z0-9]{4}(?:[ .-]{0,2}(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,6}(?:[ .-]{0,2}(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?\b/gi;
const digits = /\b\d+(?:[ .-]{1,2}\d+)*\b/g;
const maxCardLength = 19;
// A date such as 01.12.2026 begins like a number of a national network.
const phone =
  /(?<![\p{L}\d])(?!\d{1,2}[./-]\d{1,2}[./-]\d{4}\b)(?:\+[1-9]|0\d|\(0?\d{2,5}\)|\d{3}[-. ](?=\d{3}[-. ]\d{4}\b))(?:[ ()/.-]{0,2}\d){5,13}(?!\d)/gu;

/** Replaces e-mail addresses, IBANs, card numbers and phone numbers, so that neither a provider nor a log sees them. */
export function maskPersonalData(text: string): string {
  return text
    .replace(spaces, ' ')
    .replace(dashes, '-')
    .replace(invisible, '')
    // JSON may have halves of surrogate pairs; providers refuse them.
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(email, '[email]')
    .replace(iban, found => (found.replace(/\D/g, '').length >= 10 ? '[iban]' : found))
    .replace(digits, maskCard)
    .replace(phone, '[phone]');
}

/** Masks the groups of digits that are the number of a card, and not those beside it, such as its expiry. */
function maskCard(text: string): string {
  const groups = Array.from(text.matchAll(/\d+/g));
  for (const [position, { index: start }] of groups.entries()) {
    let number = '';
    for (const group of groups.slice(position, position + maxCardLength)) {
      number += group[0];
      if (isCard(number)) {
        const rest = text.slice(group.index + group[0].length);
        return `${text.slice(0, start)}[card]${maskCard(rest)}`;
      }
    }
  }
  return text;
}

/** Whether the last digit is the checksum of the others, as on every payment card. */
function isCard(number: string): boolean {
  const sum = Array.from(number).reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return number.length >= 13 && number.length <= maxCardLength && sum % 10 === 0;
}
