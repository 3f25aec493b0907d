import { Entity } from '@backstage/catalog-model';
import { ActiveRules, FactOutcome } from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  evaluate,
  parseRulePack,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  EarlierLevel,
  ScorecardHistorySource,
  toFactName,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { FactHistory } from './FactHistory';

const entitiesPerPage = 100;
/** Of one entity, the newest ones. */
const mostFacts = 10_000;

/**
 * The levels that entities would have had in the past: the active rules that read nothing but what retrievers of Tech
 * Insights find, applied to what they found then. Of the entity itself only its present state is known.
 */
export function createLevelHistory(options: {
  history: FactHistory;
  /** Ids of the retrievers. */
  retrieverIds: string[];
  getRules(): Promise<ActiveRules>;
  getEntity(entityRef: string): Promise<Entity | undefined>;
}): ScorecardHistorySource {
  const { history, retrieverIds, getRules, getEntity } = options;
  const names = new Map(retrieverIds.map(id => [id, toFactName(id)]));

  return {
    id: 'tech-insights',
    async *read(signal) {
      const rules = compile(await getRules(), [...names.values()]);
      if (!rules) {
        // Not just nothing: what was read once is not read again.
        throw new Error(
          'No active rule pack reads what Tech Insights has recorded and nothing else; its levels are taken over once one does',
        );
      }
      let after: string | undefined;
      do {
        const page = await history.listEntities(after, entitiesPerPage);
        after = page.length === entitiesPerPage ? page.at(-1) : undefined;
        for (const entityRef of page) {
          signal.throwIfAborted();
          const entity = await getEntity(entityRef);
          const facts = entity
            ? await history.listFacts({
                entityRef,
                ids: retrieverIds,
                limit: mostFacts,
              })
            : [];
          const levels: EarlierLevel[] = [];
          const known: Record<string, FactOutcome> = {};
          for (const { id, timestamp, facts: value } of facts) {
            known[names.get(id)!] = { status: 'known', value };
            const evaluation = evaluate(rules, {
              entity: entity!,
              relations: toRelationFacts(entity!, () => ({
                unknown: 'It was not recorded.',
              })),
              facts: known,
              waivers: [],
              now: timestamp,
            });
            if (evaluation && evaluation.level !== levels.at(-1)?.level) {
              const { level } = evaluation;
              levels.push({ entityRef, level, at: timestamp.toISOString() });
            }
          }
          if (levels.length > 0) {
            yield levels;
          }
        }
      } while (after !== undefined);
    },
  };
}

/** The rule packs that can be applied to the past. */
function compile({ items }: ActiveRules, retrieved: string[]) {
  const packs = items.flatMap(({ apiVersion, kind, metadata, spec }) => {
    const read = factsOf(spec.checks);
    return read.size > 0 &&
      [...read].every(name => retrieved.includes(name)) &&
      !/\bassessment\b/.test(JSON.stringify(spec.checks.map(expressionOf)))
      ? [
          parseRulePack(
            JSON.stringify({ apiVersion, kind, metadata, spec }),
            metadata.name,
          ),
        ]
      : [];
  });
  return packs.length > 0
    ? compileRules(
        packs,
        Object.fromEntries(retrieved.map(name => [name, z.unknown()])),
      )
    : undefined;
}

type Check = ActiveRules['items'][number]['spec']['checks'][number];

function expressionOf({ expression }: Check): string {
  return expression;
}

function factsOf(checks: Check[]): Set<string> {
  const text = checks.map(expressionOf).join('\n');
  return new Set(
    [...text.matchAll(/\bfacts\.([A-Za-z]\w*)/g)].map(([, name]) => name),
  );
}
