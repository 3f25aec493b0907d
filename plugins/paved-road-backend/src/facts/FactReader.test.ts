import { DateTime } from 'luxon';
import { FactDefinition } from './FactCollectors';
import { StoredFact } from './StoredFact';
import { toRecentFact, toState } from './FactReader';

const noon = DateTime.fromISO('2026-11-28T12:00:00.000Z', { zone: 'utc' });
const ago = (hours: number) => noon.minus({ hours }).toISO()!;
const HOUR = 3_600_000;

const collected = {
  id: 'incidents',
  title: 'Incidents',
  origin: 'collected',
  enabled: true,
  graceMs: 24 * HOUR,
} as FactDefinition;
const pushed = {
  id: 'coverage',
  title: 'Coverage',
  origin: 'pushed',
  enabled: true,
} as FactDefinition;

type Known = Extract<StoredFact, { status: 'known' }>;

/** Confirmed hours ago, and fresh for an hour more. */
const known = (hours: number, more: Partial<Known> = {}): Known => ({
  entityRef: 'component:default/a',
  name: 'incidents',
  dueAt: ago(-1),
  status: 'known',
  value: 1,
  source: 'https://ci.example.com/7',
  collectedAt: ago(hours),
  ...more,
});
const failing = { reason: '503', since: ago(20) };

describe('toRecentFact', () => {
  const recent = (definition: FactDefinition, fact: StoredFact | undefined) =>
    toRecentFact(definition, fact, { maxAgeMs: 24 * HOUR, now: noon });

  it.each<[string, FactDefinition, Known]>([
    ['is young', collected, known(23, { dueAt: ago(2) })],
    ['is old, but fresh by its collector', collected, known(200)],
    ['was pushed lately', pushed, known(23)],
    [
      'was pushed long ago to count until later',
      pushed,
      known(200, { expiresAt: ago(-1) }),
    ],
  ])('takes a fact that %s', (_, definition, fact) => {
    expect(recent(definition, fact)).toEqual({
      outcome: { status: 'known', value: 1 },
    });
  });

  it('takes a fact whose source fails, and says as of when', () => {
    expect(recent(collected, known(22, { failing }))).toEqual({
      outcome: { status: 'known', value: 1 },
      held: { asOf: ago(22), reason: '503' },
    });
  });

  it.each<[string, FactDefinition, Known, RegExp]>([
    [
      'its source fails, however soon it is tried again',
      collected,
      known(25, { failing }),
      /^Incidents: last confirmed 25 hours ago, and the gate takes at most 24 hours; give it with facts, or /,
    ],
    [
      'it waits for its turn',
      collected,
      known(31, { dueAt: ago(0) }),
      /31 hours/,
    ],
    [
      'nobody has said until when it counts',
      pushed,
      known(1, { observedAt: ago(25) }),
      /^Coverage: last confirmed 25 hours ago/,
    ],
    [
      'it has expired, however lately it was pushed',
      pushed,
      known(1, { expiresAt: ago(0) }),
      /^Coverage: it has expired\.$/,
    ],
  ])('does not take a fact where %s', (_, definition, fact, reason) => {
    expect(recent(definition, fact)).toEqual({
      outcome: { status: 'unknown', reason: expect.stringMatching(reason) },
    });
  });

  it('says why it is unknown anyway', () => {
    expect(recent(pushed, undefined).outcome).toEqual({
      status: 'unknown',
      reason: 'Coverage: not pushed yet.',
    });
    expect(recent(collected, undefined).outcome).toEqual({
      status: 'unknown',
      reason: 'Incidents: not collected for an entity like this.',
    });
  });
});

describe('toState', () => {
  it('tells the age of a pushed fact by what was observed', () => {
    expect(
      toState(pushed, known(1, { observedAt: ago(25), expiresAt: ago(-30) })),
    ).toEqual({
      name: 'coverage',
      title: 'Coverage',
      status: 'known',
      source: 'https://ci.example.com/7',
      collectedAt: ago(25),
      expiresAt: ago(-30),
    });
  });

  it('does not announce another try of a pushed fact', () => {
    expect(
      toState(pushed, {
        entityRef: 'component:default/a',
        name: 'coverage',
        dueAt: '9999-01-01T00:00:00.000Z',
        status: 'unknown',
        reason: 'it has expired',
        triedAt: ago(1),
        failures: 0,
      }),
    ).toEqual({
      name: 'coverage',
      title: 'Coverage',
      status: 'unknown',
      reason: 'it has expired',
      triedAt: ago(1),
    });
  });

  it('tells until when a value of a failing source holds', () => {
    expect(
      toState(collected, known(22, { failing, dueAt: ago(-1) })),
    ).toMatchObject({
      collectedAt: ago(22),
      expiresAt: ago(-4),
      failing: { ...failing, nextTryAt: ago(-1) },
    });
  });
});
