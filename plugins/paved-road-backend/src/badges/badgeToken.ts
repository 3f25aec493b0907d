import { createHmac, timingSafeEqual } from 'node:crypto';

/** Identifies an entity to people who have its badge; cannot be created without the secret. */
export function toBadgeToken(entityRef: string, secret: string): string {
  const subject = Buffer.from(entityRef).toString('base64url');
  return `${subject}.${sign(subject, secret).toString('base64url')}`;
}

/** The entity of a token; undefined if the token was not signed with the secret. */
export function fromBadgeToken(
  token: string,
  secret: string,
): string | undefined {
  const [subject, signature] = token.split('.');
  const given = Buffer.from(signature ?? '', 'base64url');
  const expected = sign(subject, secret);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? Buffer.from(subject, 'base64url').toString()
    : undefined;
}

function sign(subject: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`badge:${subject}`).digest();
}
