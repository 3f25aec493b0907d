import { FilterPredicate } from '@backstage/filter-predicates';
import {
  createSelector,
  explainSelection,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  gateResultSchema,
  probeSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import { createPortal } from '../createPortal';
import { Judge, withRelations } from './Judge';

/** The required fields of the rules; a newer portal may send more. */
const rulesSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        filter: z.custom<FilterPredicate>(),
        probes: z.array(probeSchema),
      }),
    }),
  ),
});

/**
 * Judges by the rules and facts of a portal.
 *
 * @throws UndecidedError that explains the problem with the portal
 */
export async function createPortalJudge(options: {
  url: string;
  token: string | undefined;
  signal: AbortSignal;
}): Promise<Judge> {
  const ask = createPortal(options);
  const { items } = await ask(rulesSchema, ({ getRules }) => getRules());
  const selectors = items.map(({ spec }) => createSelector(spec.filter));
  const packs = items.map(({ metadata, spec }) => ({
    reference: metadata,
    filter: spec.filter,
  }));
  const probes = items.flatMap(({ spec }) => spec.probes);
  return {
    // Packs that share a probe declare it identically.
    probes: [...new Map(probes.map(probe => [probe.id, probe])).values()],
    notesOn: () => [],
    selects: (entity, companions) =>
      selectors.some(selects => selects(withRelations(entity, companions))),
    explain: entities =>
      [
        ...entities.map(entity => explainSelection({ packs }, entity)),
        'pavedRoad.scorecards.filter in the config of the portal selects the AI services.',
      ].join('\n'),
    judge: ({ entity, companions, repository }, minLevel) =>
      ask(gateResultSchema, ({ checkGate }) =>
        checkGate({
          entity,
          companions,
          facts: repository && { repository },
          minLevel,
        }),
      ),
  };
}
