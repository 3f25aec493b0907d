import { Entity } from '@backstage/catalog-model';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { describeFilter } from '@paved-road/plugin-paved-road-common/rules';
import { useTexts } from '../../ui/texts/useTexts';
import { checkResultTexts } from './texts';

export function useKindText(): (entity: Entity) => string {
  const t = useTexts(checkResultTexts);
  return ({ kind, spec }) =>
    typeof spec?.type === 'string'
      ? t('scorecard.kind', { kind, type: spec.type })
      : kind;
}

/** Why an entity has no scorecard: its kind and the filters of the rule packs. */
export function useNotCoveredText(): (
  entity: Entity,
  rules: ActiveRules,
) => string {
  const t = useTexts(checkResultTexts);
  const kindText = useKindText();
  return (entity, { items }) =>
    [
      t('scorecard.notCovered', { entity: kindText(entity) }),
      ...items.map(({ metadata, spec }) =>
        t('scorecard.notCoveredPack', {
          pack: metadata.title,
          filter: describeFilter(spec.filter),
        }),
      ),
    ].join(' ');
}
