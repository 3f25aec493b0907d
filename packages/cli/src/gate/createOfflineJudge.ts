import { Entity } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import {
  FactOutcome,
  GateResult,
  ParsedRulePack,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import {
  changeRulePack,
  compileRules,
  decideGate,
  defaultTargetLevel,
  explainSelection,
  hasScorecard,
  parseRulePack,
  toRelationFacts,
  toRelationTarget,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  createRepositorySchema,
  describeCandidate,
  readTextFile,
  deriveRelations,
} from '@paved-road/plugin-paved-road-node';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readFilter } from '../readFilter';
import { Candidate, Judge, withRelations } from './Judge';

/** Maximum file size in bytes. */
const LIMIT = 2_000_000;

/** End of the reason for values that need a portal. */
const offline = 'is unknown offline.';

const repositoryFact = 'repository';

/**
 * Judges by rules in files, without a portal. Values that need a portal are unknown.
 *
 * @param filter - filter for AI services, as YAML, for rules without a filter
 * @throws InputError that lists every problem of the rules
 */
export async function createOfflineJudge(
  files: string[],
  cwd: string,
  filter?: string,
): Promise<Judge> {
  const services = filter === undefined ? undefined : readFilter(filter);
  const packs: ParsedRulePack[] = [];
  for (const file of files) {
    const text = await readTextFile(resolve(cwd, file), file, LIMIT).catch(
      error => {
        throw new InputError(
          `${toError(error).message}; use --rule-pack with a file of rules`,
        );
      },
    );
    const parsed = parseRulePack(text, file);
    packs.push(
      services && parsed.leavesFilter
        ? changeRulePack(parsed, { filter: services }, '--filter').parsed
        : parsed,
    );
  }
  const others = listFactNames(packs).filter(name => name !== repositoryFact);
  const rules = compileRules(packs, {
    ...Object.fromEntries(others.map(name => [name, z.unknown()])),
    [repositoryFact]: createRepositorySchema(z),
  });
  const facts = Object.fromEntries(
    others.map(name => [name, unknown(`The fact ${name} ${offline}`)]),
  );
  return {
    probes: rules.probes,
    notesOn: results => [noteOn(packs, others), ...noteOnUndecided(results)],
    selects: (entity, companions) =>
      hasScorecard(rules, withRelations(entity, companions)),
    explain: entities => explainNone(rules, entities),
    judge: async (candidate, minLevel) =>
      decide(candidate, {
        rules,
        facts,
        minLevel: minLevel ?? requireDefaultLevel(rules),
      }),
  };
}

async function decide(
  { entity, companions, repository }: Candidate,
  options: {
    rules: Rules;
    facts: Record<string, FactOutcome>;
    minLevel: string;
  },
) {
  const described = await describeCandidate(entity, companions);
  const [candidate, ...beside] = described.values();
  const related: Entity = {
    ...candidate,
    relations: deriveRelations(candidate, beside, undefined),
  };
  if (!hasScorecard(options.rules, related)) {
    throw new InputError(explainNone(options.rules, [entity]));
  }
  return decideGate(
    options.rules,
    {
      entity: related,
      relations: toRelationFacts(related, ref => {
        const target = described.get(ref);
        return target
          ? toRelationTarget(target)
          : { unknown: `What the catalog has of ${ref} ${offline}` };
      }),
      unknownAssessment: `The assessment ${offline}`,
      facts: {
        ...options.facts,
        [repositoryFact]: repository
          ? { status: 'known', value: repository }
          : unknown('The files of a repository are read for a Component.'),
      },
      waivers: [],
      now: new Date(),
    },
    options.minLevel,
  );
}

function explainNone(rules: Rules, entities: Entity[]): string {
  return [
    ...entities.map(entity => explainSelection(rules, entity)),
    `If the rules have no filter, select the services with --filter '${suggestFilter(entities)}'; or use other rules with --rule-pack.`,
  ].join('\n');
}

/** A filter that selects the entities by their type, or by their kind if they have none. */
function suggestFilter([{ kind, spec }]: Entity[]): string {
  const type = spec?.type;
  return typeof type === 'string' && /^[\w.-]+$/.test(type)
    ? `spec.type: ${type}`
    : `kind: ${kind}`;
}

function unknown(reason: string): FactOutcome {
  return { status: 'unknown', reason };
}

/** Names of all facts in expressions, because the collectors are unknown offline. */
function listFactNames(packs: ParsedRulePack[]): string[] {
  const text = JSON.stringify(packs.map(({ pack }) => pack.spec.checks));
  const names = text.matchAll(/\bfacts\.([A-Za-z][A-Za-z0-9]*)/g);
  return [...new Set([...names].map(([, name]) => name))];
}

function requireDefaultLevel({ levels }: Rules): string {
  if (!levels.some(({ id }) => id === defaultTargetLevel)) {
    throw new InputError(
      `The rules have no level ${defaultTargetLevel}, choose one with --min-level: ${levels.map(({ id }) => id).join(', ')}`,
    );
  }
  return defaultTargetLevel;
}

function noteOn(packs: ParsedRulePack[], facts: string[]): string {
  const names = packs.map(
    ({ pack: { metadata } }) => `${metadata.name} ${metadata.version}`,
  );
  const missing = [
    'the assessment',
    'waivers',
    'catalog entities and their relations to this one',
    ...facts.map(name => `the fact ${name}`),
  ];
  return `Judged offline by ${names.join(', ')}. Unknown: ${missing.join('; ')}. Use --portal for these.`;
}

/** Notes about checks that block the level only because they are unknown offline. */
function noteOnUndecided(results: GateResult[]): string[] {
  const undecided = results.flatMap(({ results: checks, blocking }) =>
    checks.flatMap(check =>
      blocking.includes(check.checkId) &&
      check.state === 'unknown' &&
      check.reason.endsWith(offline)
        ? [check.checkId]
        : [],
    ),
  );
  return undecided.length > 0
    ? [
        `Only a portal can decide ${[...new Set(undecided)].join(', ')}. For a verdict without one, use --rule-pack with rules that read entity and facts.repository only.`,
      ]
    : [];
}
