import { PlainPattern } from '@paved-road/plugin-paved-road-common';

/** How a pattern is drawn: in a colour of patternColors and, for who does not see it, with dashes. */
export const patternLooks: Record<
  PlainPattern,
  { color: string; dashes?: string }
> = {
  monolith: { color: 'var(--pattern-monolith)', dashes: '8 4' },
  microservices: { color: 'var(--pattern-microservices)' },
  serverless: { color: 'var(--pattern-serverless)', dashes: '2 3' },
};
