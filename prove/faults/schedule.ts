import { randomFrom } from '../../bench/trust/random';

/** Each run has one of these, which the back ends have to recover from. */
export const outages = [
  'kill',
  /** SIGSTOP, while time goes on. */
  'pause',
  /** One clock is wrong. */
  'clock',
  'database restart',
  /** Nothing reaches the database; then the connections end. */
  'drop',
  'cut',
] as const;

/** What also happens. */
export const others = [
  /** Each packet from and to the database takes longer. */
  'delay',
  'slow permissions',
  'no permissions',
  /** The permission back end leaves requests of the restricted person open. */
  'silent permissions',
  'no notifications',
  'rules',
  'delete',
  'rename',
  /** Another entity takes the name. */
  'recreate',
  /** A service moves into or out of the sight of the restricted person. */
  'owner',
] as const;

export interface Fault {
  kind: (typeof outages)[number] | (typeof others)[number] | 'tomorrow';
  /** Milliseconds after the start. */
  at: number;
  /** One of the two back ends. */
  side: number;
  /** Milliseconds, if it lasts. */
  during: number;
  /** Seconds by which a clock is wrong. */
  by: number;
  /** One of the services that change in the catalog. */
  service: number;
}

export const actions = [
  'create assessments',
  'create assessments',
  'create waivers',
  'create campaigns',
  'submit assessments',
  'submit assessments',
  'approve assessments',
  'approve assessments',
  'reject assessments',
  'request-changes assessments',
  'withdraw assessments',
  'approve waivers',
  'approve waivers',
  'reject waivers',
  'revoke waivers',
  'remind campaigns',
  'end campaigns',
  'push',
  'push',
  'evaluate',
  'list',
  'list',
  'export',
  'task',
  'task',
] as const;

/** What a person does; `dice` in 0..1 chooses the rest. */
export interface Act {
  action: (typeof actions)[number];
  /** Milliseconds before it. */
  pause: number;
  side: number;
  service: number;
  dice: number;
}

export interface Schedule {
  seed: number;
  faults: Fault[];
  /** By person; each does one thing after another. */
  acts: Act[][];
}

/** Milliseconds in which faults begin. */
const LENGTH = 2_000;
export const SERVICES = 8;
/** The first ones stay as they are in the catalog. */
export const LASTING = 5;

/** The faults and acts of a seed, always the same. */
export function createSchedule(seed: number): Schedule {
  const random = randomFrom(seed);
  const int = (least: number, most: number) =>
    least + Math.floor(random() * (most - least + 1));
  const pick = <T>(from: readonly T[]) => from[int(0, from.length - 1)];
  const times = <T>(count: number, create: () => T) =>
    Array.from({ length: count }, create);

  const createFault = (kind: Fault['kind']): Fault => ({
    kind,
    at: int(200, LENGTH),
    side: int(0, 1),
    during: int(150, 900),
    by: pick([-7_200, -90, -5, 5, 90, 7_200]),
    service: int(LASTING, SERVICES - 1),
  });
  const faults = [
    createFault(pick(outages)),
    ...times(int(2, 4), () => createFault(pick([...outages, ...others]))),
    createFault('owner'),
    createFault('tomorrow'),
  ].sort((a, b) => a.at - b.at);
  const acts = times(5, () =>
    times(14, () => ({
      action: pick(actions),
      pause: int(0, 250),
      side: int(0, 1),
      service: int(0, SERVICES - 1),
      dice: random(),
    })),
  );
  return { seed, faults, acts };
}
