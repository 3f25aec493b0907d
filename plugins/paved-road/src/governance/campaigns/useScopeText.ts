import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CampaignScope } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { useEntityTitle } from '../services/useEntityTitle';
import { useOwnerTitle } from '../services/useOwnerTitle';
import { usePatternTitle } from '../usePatternTitle';

/** The conditions of a scope, in the order in which they are shown. */
const conditions = [
  'lifecycle',
  'type',
  'owner',
  'team',
  'system',
  'pattern',
] as const;

/** Which services a campaign is about, in words. */
export function useScopeText(scope: CampaignScope): string {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const patternTitle = usePatternTitle();
  const titles: CampaignScope = {
    ...scope,
    owner: useOwnerTitle(scope.owner),
    team: useOwnerTitle(scope.team),
    system: useEntityTitle(scope.system, 'system'),
  };
  const parts = conditions.flatMap(condition => {
    const value = titles[condition];
    return value === undefined
      ? []
      : [
          t('campaigns.scope.part', {
            filter: t(`services.filter.${condition}`),
            value: condition === 'pattern' ? patternTitle(value) : value,
          }),
        ];
  });
  return parts.length === 0 ? t('campaigns.scope.all') : parts.join(' · ');
}
