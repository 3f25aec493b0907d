import { storableText } from './storableText';

/** Chosen by the client. Repeated by the same person, it gives what the first request created. */
export const idempotencyKey = storableText.min(1).max(200);
