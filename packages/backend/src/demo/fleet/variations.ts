import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import { ScriptEntry } from '../assessments/script';
import { HistoryEntry } from '../history/script';

const sourceLocation = 'backstage.io/source-location';
/** Annotations of the example service. The variations have no measurements. */
const prometheusService = 'paved-road.io/prometheus-service';

/** Regions of the generated services. */
const regions = ['Nordics', 'Iberia', 'Benelux', 'Alps', 'Baltics', 'Adria'];

/** Shares of the generated services. The rest has no assessment. */
const statuses: Array<[ScriptEntry['status'], number]> = [
  ['approved', 0.55],
  ['submitted', 0.05],
  ['rejected', 0.02],
  ['draft', 0.1],
];

/** Hashes the arguments to a number from 0 to 1, so that each start has the same fleet. */
function chance(...question: Array<string | number>): number {
  return (
    createHash('sha256').update(question.join(' ')).digest().readUInt32BE() /
    2 ** 32
  );
}

function without<T>(items: T[], share: number, ...question: string[]): T[] {
  return items.filter((_, index) => chance(...question, index) >= share);
}

/** Creates variations of the example services: each has a region and lacks some recommended parts. */
export function varyServices(examples: Entity[], count: number): Entity[] {
  return Array.from({ length: count }, (_, index) => {
    const example = examples[index % examples.length];
    const round = Math.floor(index / examples.length);
    const region = regions[round % regions.length];
    const number = 1 + Math.floor(round / regions.length);
    const { metadata, spec } = example;
    const name = `${metadata.name}-${region.toLocaleLowerCase('en-US')}-${number}`;
    const {
      [sourceLocation]: source,
      [prometheusService]: _service,
      ...annotations
    } = metadata.annotations ?? {};
    const hasSource = source && chance(name, 'source') >= 0.05;
    return {
      ...example,
      metadata: {
        ...metadata,
        name,
        title: `${metadata.title ?? metadata.name} ${region} ${number}`,
        description:
          chance(name, 'description') < 0.08 ? undefined : metadata.description,
        annotations: {
          ...annotations,
          ...(hasSource && { [sourceLocation]: source }),
        },
        links: without(metadata.links ?? [], 0.2, name, 'link'),
      },
      spec: {
        ...spec,
        lifecycle:
          chance(name, 'lifecycle') < 0.7 ? 'production' : 'experimental',
        dependsOn: without(
          [spec?.dependsOn ?? []].flat() as string[],
          0.15,
          name,
          'dependency',
        ),
      },
    };
  });
}

/** Derives assessments of the variations from the examples, with other volumes and teams. */
export function varyAssessments(
  services: Entity[],
  examples: Entity[],
  script: ScriptEntry[],
): ScriptEntry[] {
  const lastEntries = new Map(script.map(entry => [entry.entityRef, entry]));
  return services.flatMap((service, index): ScriptEntry[] => {
    const example = examples[index % examples.length];
    const entry = lastEntries.get(stringifyEntityRef(example));
    const status = chooseStatus(service.metadata.name);
    if (!entry || !status) {
      return [];
    }
    const { workload, team } = entry.profile;
    const factor = 10 ** (2 * chance(service.metadata.name, 'volume') - 1);
    return [
      {
        ...entry,
        status,
        entityRef: stringifyEntityRef(service),
        // Other numbers may change the recommendation, and overruling it needs a reason.
        decision: entry.decision && {
          rationale: 'As it was decided for the other regions.',
          ...entry.decision,
        },
        profile: {
          ...entry.profile,
          ...(team?.teamSize && {
            team: {
              ...team,
              teamSize: Math.max(2, Math.round(team.teamSize * factor ** 0.3)),
            },
          }),
          ...(workload?.requestsPerMonth && {
            workload: {
              ...workload,
              requestsPerMonth: Math.round(workload.requestsPerMonth * factor),
            },
          }),
        },
      },
    ];
  });
}

/**
 * Derives earlier levels of the variations from the examples, shifted in time. Services without an approved
 * decision have no level.
 */
export function varyHistory(
  services: Entity[],
  examples: Entity[],
  history: HistoryEntry[],
): HistoryEntry[] {
  const levelsByEntity = new Map(
    history.map(({ entityRef, levels }) => [entityRef, levels]),
  );
  return services.map((service, index) => {
    const example = stringifyEntityRef(examples[index % examples.length]);
    const { name } = service.metadata;
    const factor = 0.5 + 0.5 * chance(name, 'age');
    const isDecided = chooseStatus(name) === 'approved';
    return {
      entityRef: stringifyEntityRef(service),
      levels: (levelsByEntity.get(example) ?? []).map(({ daysAgo, level }) => ({
        daysAgo: Math.max(1, daysAgo * factor),
        level: isDecided ? level : 'none',
      })),
    };
  });
}

function chooseStatus(name: string): ScriptEntry['status'] | undefined {
  let rest = chance(name, 'status');
  return statuses.find(([, share]) => {
    rest -= share;
    return rest < 0;
  })?.[0];
}
