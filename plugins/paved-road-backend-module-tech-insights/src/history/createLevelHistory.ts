import { Entity } from '@backstage/catalog-model';
import {
  ActiveRules,
  FactOutcome,
  ParsedRulePack,
  Rules,
} from '@paved-road/plugin-paved-road-common';
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

/**
 * Computes earlier levels of entities: applies the active rules that read only facts of retrievers to their recorded
 * facts and the current entity.
 */
export function createLevelHistory(options: {
  history: FactHistory;
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
        // Throws, because an empty history would not be read again.
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
          if (!entity) {
            continue;
          }
          const levels: EarlierLevel[] = [];
          const known: Record<string, FactOutcome> = {};
          for await (const recorded of history.listFacts({
            entityRef,
            ids: retrieverIds,
          })) {
            const { id, timestamp, facts: value } = recorded;
            known[names.get(id)!] = { status: 'known', value };
            const evaluation = evaluate(rules, {
              entity,
              relations: toRelationFacts(entity, () => ({
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

/** Variables that a check may read, because their past values are available. */
const knownOfThePast = new Set(['entity', 'facts', 'now']);

/** Compiles the rule packs that can be applied to the past. */
function compile({ items }: ActiveRules, retrieved: string[]) {
  const schemas = Object.fromEntries(
    retrieved.map(name => [name, z.unknown()]),
  );
  const packs = items.flatMap(item => parseIfKnown(item, schemas) ?? []);
  return packs.length > 0 ? compileRules(packs, schemas) : undefined;
}

/** @returns undefined for a pack that reads other data */
function parseIfKnown(
  { apiVersion, kind, metadata, spec }: ActiveRules['items'][number],
  schemas: Record<string, z.ZodType>,
): ParsedRulePack | undefined {
  let pack: ParsedRulePack;
  let rules: Rules;
  try {
    const content = JSON.stringify({ apiVersion, kind, metadata, spec });
    pack = parseRulePack(content, metadata.name);
    rules = compileRules([pack], schemas);
  } catch {
    // It reads facts that were not recorded. It cannot be invalid, because active packs are valid.
    return undefined;
  }
  const expressions = rules.order.flatMap(({ check }) => [
    check.expression,
    ...check.evidence.map(({ expression }) => expression),
    ...check.templateValues.map(({ expression }) => expression),
  ]);
  return rules.facts.length > 0 &&
    expressions.every(({ reads }) =>
      [...reads.variables].every(name => knownOfThePast.has(name)),
    )
    ? pack
    : undefined;
}
