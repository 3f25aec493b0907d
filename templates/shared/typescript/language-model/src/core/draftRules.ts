import { countCharacters } from './languageModel.js';
import type { Completion } from './languageModel.js';

/** The longest draft, in characters. */
export const maxDraftLength = 2000;

/** How many characters of the system prompt, without spaces, an answer may not repeat. */
const repeatedLength = 60;

/** In the system prompt, what follows is for customers, and not secret. */
const aboutTheProduct = '\nAbout the product and the team:\n';

/** Web addresses, with or without a scheme, names and numbers of hosts, and addresses of e-mail. */
const address =
  /(?:[a-z][a-z0-9+.-]*:\/\/|\b(?:mailto|tel|sms|javascript|data):|[\p{L}\p{N}._%+-]+@|(?:[\p{L}\p{N}-]+\.)+(?:xn--|\p{L}{2})|\d{1,3}(?:\.\d{1,3}){3})[^\s<>"')\]]*/giu;

/** What the model is asked to do differently, by the rule that its answer broke. */
export const corrections = {
  empty: 'Your last answer was empty. Write a reply.',
  'too-long': 'Your last answer was too long. Write at most 150 words.',
  link: 'Your last answer had a link or an address that is not in the ticket. Write none.',
  prompt: 'Your last answer repeated your instructions. Write only the reply.',
} as const;

/** A rule that an answer can break. */
export type DraftRule = keyof typeof corrections;

/** The first rule that an answer breaks; undefined if it may be given to the caller. */
export function findBrokenRule(
  { text, finishReason }: Pick<Completion, 'text' | 'finishReason'>,
  { ticket, prompt }: { ticket: string; prompt: string },
): DraftRule | undefined {
  if (text.trim() === '') {
    return 'empty';
  }
  if (finishReason === 'length' || countCharacters(text) > maxDraftLength) {
    return 'too-long';
  }
  const [secret = '', product = ''] = prompt.split(aboutTheProduct, 2);
  const known = `${ticket}\n${product}`.toLowerCase();
  const addresses = text.toLowerCase().match(address) ?? [];
  if (addresses.some(found => !known.includes(found.replace(/[.,;:!?]+$/, '')))) {
    return 'link';
  }
  return repeats(withoutSpaces(text), withoutSpaces(secret)) ? 'prompt' : undefined;
}

function repeats(text: string, prompt: string): boolean {
  for (let start = 0; start + repeatedLength <= prompt.length; start++) {
    if (text.includes(prompt.slice(start, start + repeatedLength))) {
      return true;
    }
  }
  return false;
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
