import { CheckResult, CheckState } from '@paved-road/plugin-paved-road-common';
import { patterns, stages } from '@paved-road/plugin-paved-road-common/advisor';
import {
  changeCauses,
  checkStates,
} from '@paved-road/plugin-paved-road-common/rules';
import { EntityRecord } from '../catalog/types';
import {
  EvaluatedScorecard,
  InputHashes,
  ScorecardChange,
} from '../scorecards/store/StoredScorecard';

/** An entity in the index with its scorecard. */
export interface FleetMember {
  entity: EntityRecord;
  scorecard: EvaluatedScorecard;
}

const levels = ['none', 'bronze', 'silver', 'gold'];
const tracks = ['ownership', 'delivery', 'architecture'];
const remediation = {
  text: 'Repair it.',
  template: { ref: 'template:default/repair', values: { name: 'search' } },
};

/** The result of a check; its track and level follow from its number, such as `check-4`. */
export function createResult(checkId: string, state: CheckState): CheckResult {
  const number = Number(checkId.replace('check-', ''));
  const base = {
    checkId,
    title: `Check ${number}`,
    track: tracks[number % tracks.length],
    level: levels[1 + (number % 3)],
    weight: 1,
    facts: ['repository'],
    evidence: [{ name: 'Owner', value: 'group:default/search' }],
  };
  switch (state) {
    case 'fail':
      return { ...base, state, remediation };
    case 'waived':
      return {
        ...base,
        state,
        remediation,
        waiver: {
          id: 'd5b1f3a2-6c0e-4b1d-9a55-0f7d3c1e8a11',
          reason: 'It is retired in May.',
          requestedBy: 'user:default/ada',
          approvedBy: 'user:default/grace',
          expiresAt: '2026-05-01T00:00:00.000Z',
        },
      };
    case 'unknown':
      return {
        ...base,
        state,
        reason: 'Coverage: not collected yet.',
        fact: 'coverage',
      };
    default:
      return { ...base, state };
  }
}

/** The results of a scorecard, and how many there are in each state. */
export function createResults(
  results: CheckResult[],
): Pick<EvaluatedScorecard, 'results' | 'counts'> {
  const count = (state: CheckState) =>
    results.filter(result => result.state === state).length;
  return {
    results,
    counts: {
      pass: count('pass'),
      fail: count('fail'),
      waived: count('waived'),
      'not-applicable': count('not-applicable'),
      unknown: count('unknown'),
    },
  };
}

/** An entity whose checks are in the given states, in this order: `check-0`, `check-1`, ... */
export function createMember(
  name: string,
  states: CheckState[],
  overrides: {
    entity?: Partial<EntityRecord>;
    scorecard?: Partial<EvaluatedScorecard>;
  } = {},
): FleetMember {
  const entity: EntityRecord = {
    entityRef: `component:default/${name}`,
    kind: 'component',
    namespace: 'default',
    name,
    title: name,
    snapshot: { dependencies: [] },
    ...overrides.entity,
  };
  return {
    entity,
    scorecard: {
      entityRef: entity.entityRef,
      title: entity.title,
      name,
      owner: entity.owner,
      system: entity.system,
      lifecycle: entity.lifecycle,
      type: entity.type,
      level: 'none',
      levelRank: 0,
      score: 0,
      stale: false,
      ...createResults(
        states.map((state, index) => createResult(`check-${index}`, state)),
      ),
      packs: [{ name: 'ai-services', version: '1.0.0' }],
      evaluatedAt: '2026-01-01T00:00:00.000Z',
      ...overrides.scorecard,
    },
  };
}

/** A scorecard as it is saved for the first time. */
export function toChange(
  scorecard: EvaluatedScorecard,
  overrides: Partial<ScorecardChange> = {},
): ScorecardChange {
  return {
    scorecard,
    inputs: Object.fromEntries(
      changeCauses.map(cause => [cause, `${cause}-1`]),
    ) as InputHashes,
    causes: [],
    ...overrides,
  };
}

/** Lehmer's generator: the same numbers in every run. */
export function createDice(seed: number) {
  let state = seed;
  const roll = (sides: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
  return { roll, oneOf: <T>(items: readonly T[]) => items[roll(items.length)] };
}

/** Entities and scorecards of all kinds, APIs too, with equal and unusual titles among them. */
export function createFleet(
  size: number,
  { roll, oneOf } = createDice(size),
): FleetMember[] {
  return Array.from({ length: size }, (_, index) => {
    const level = roll(levels.length);
    const kind = index % 7 === 3 ? 'api' : 'component';
    const anyStatus = oneOf([
      undefined,
      'draft',
      'submitted',
      'approved',
      'rejected',
    ] as const);
    const assessmentStatus = kind === 'api' ? undefined : anyStatus;
    return createMember(
      `service-${index}`,
      Array.from({ length: 1 + roll(9) }, () => oneOf(checkStates)),
      {
        entity: {
          entityRef: `${kind}:default/service-${index}`,
          kind,
          title: oneOf([
            'Search',
            'search relevance',
            '50%_off!',
            'Übersetzer',
            'übersetzer',
            `Service ${index}`,
            'Zoning',
          ]),
          owner: oneOf([
            undefined,
            'group:default/search',
            'group:default/ledger',
            'user:default/ada',
          ]),
          system: oneOf([undefined, 'system:default/shop', 'system:ai/models']),
          lifecycle: oneOf([undefined, 'production', 'experimental']),
          type: oneOf([undefined, 'service', 'ai-service']),
        },
        scorecard: {
          level: levels[level],
          levelRank: level,
          score: oneOf([0, 100, 33.33, 66.67, roll(10_000) / 100]),
          pattern: oneOf([undefined, ...patterns]),
          stage: oneOf([undefined, ...stages]),
          lift: oneOf([
            undefined,
            { checkId: 'check-0', level: 'bronze' },
            { checkId: 'check-0', level: 'gold' },
            { checkId: 'check-1', level: 'gold' },
          ]),
          assessmentStatus,
          stale: assessmentStatus === 'approved' && roll(2) === 0,
          evaluatedAt: oneOf([
            '2026-01-01T00:00:00.000Z',
            '2025-12-30T08:00:00.000Z',
            '2025-12-30T08:00:00.001Z',
          ]),
        },
      },
    );
  });
}
