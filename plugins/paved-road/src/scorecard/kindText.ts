import { Entity } from '@backstage/catalog-model';
import type { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { describeFilter } from '@paved-road/plugin-paved-road-common/rules';
import type { pavedRoadTranslationRef } from '../translation';

type Translate = TranslationFunction<typeof pavedRoadTranslationRef.T>;

/** What an entity is, for those who wonder why no rule pack selects it. */
export function kindText({ kind, spec }: Entity, t: Translate): string {
  return typeof spec?.type === 'string'
    ? t('scorecard.kind', { kind, type: spec.type })
    : kind;
}

/** Why an entity has no scorecard: what it is, and what the rule packs select. */
export function notCoveredText(
  entity: Entity,
  { items }: ActiveRules,
  t: Translate,
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
