import { Entity } from '@backstage/catalog-model';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { describeFilter } from '@paved-road/plugin-paved-road-common/rules';
import type { Translate } from '../../ui/texts/useTexts';
import type { scorecardTexts } from '../../pages/scorecard/texts';

/** Kind and type of an entity. */
export function kindText(
  { kind, spec }: Entity,
  t: Translate<typeof scorecardTexts>,
): string {
  return typeof spec?.type === 'string'
    ? t('scorecard.kind', { kind, type: spec.type })
    : kind;
}

/** Why an entity has no scorecard: its kind and the filters of the rule packs. */
export function notCoveredText(
  entity: Entity,
  { items }: ActiveRules,
  t: Translate<typeof scorecardTexts>,
): string {
  return [
    t('scorecard.notCovered', { entity: kindText(entity, t) }),
    ...items.map(({ metadata, spec }) =>
      t('scorecard.notCoveredPack', {
        pack: metadata.title,
        filter: describeFilter(spec.filter),
      }),
    ),
  ].join(' ');
}
