import { toEntityOption } from '../../data/entities/useEntitySearch';
import { Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { CampaignScope } from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { Fields } from '../../ui/components/Layout';
import { useData } from '../../data/queries/useData';
import { EntityField } from '../../features/fleet/EntityField';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { kindTitle, useScoredKinds } from '../../data/entities/kinds';
import {
  useEntityTitle,
  useOwnerTitle,
} from '../../data/entities/useEntityTitle';
import { useTitles } from '../../ui/model';
import { campaignsTexts } from './texts';
import { fleetTexts } from '../../features/fleet/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { OwnerSelect } from '../../features/fleet/OwnerSelect';
import { ChoiceField } from '../../features/list/ChoiceField';
import { listTexts } from '../../features/list/texts';
import {
  optionsOfKinds,
  useCatalogOptions,
} from '../../features/fleet/useFilterOptions';
import styles from './campaigns.module.css';

/** Asks for the scope of a campaign, and counts its services. */
export function ScopeFields(props: {
  scope: CampaignScope;
  targetLevel?: string;
  levelTitle: (level: string) => string;
  onChange: (scope: CampaignScope) => void;
}) {
  const { scope, targetLevel, levelTitle, onChange } = props;
  const t = useTexts(campaignsTexts, fleetTexts, listTexts);
  const titles = useTitles();
  const scoredKinds = useScoredKinds();
  const { lifecycle, type } = useCatalogOptions(true, scoredKinds);
  const teamTitle = useOwnerTitle(scope.team);
  const systemTitle = useEntityTitle(scope.system, 'system');
  const change = (part: CampaignScope) => onChange({ ...scope, ...part });
  return (
    <fieldset className={styles.scope}>
      <legend>{t('campaigns.form.scope')}</legend>
      <Text as="p" color="secondary" variant="body-small">
        {t('campaigns.form.scopeHelp')}
      </Text>
      <Fields>
        {(scoredKinds.length > 1 || scope.kind !== undefined) && (
          <ChoiceField
            label={t('services.filter.kind')}
            options={optionsOfKinds(scoredKinds)}
            value={scope.kind && kindTitle(scope.kind)}
            onChange={value => change({ kind: value })}
          />
        )}
        <ChoiceField
          label={t('services.filter.lifecycle')}
          options={lifecycle}
          value={scope.lifecycle}
          onChange={value => change({ lifecycle: value })}
        />
        <ChoiceField
          label={t('services.filter.type')}
          options={type}
          value={scope.type}
          onChange={value => change({ type: value })}
        />
        <ChoiceField
          label={t('services.filter.pattern')}
          options={patterns.map(pattern => ({
            value: pattern,
            label: titles.pattern(pattern),
          }))}
          value={scope.pattern}
          onChange={pattern => change({ pattern })}
        />
        <OwnerSelect
          value={scope.owner}
          onChange={owner => change({ owner })}
        />
        <EntityField
          label={t('services.filter.team')}
          kinds={['group']}
          placeholder={t('list.any')}
          value={toEntityOption(scope.team, teamTitle)}
          onChange={team => change({ team: team?.id })}
        />
        <EntityField
          label={t('services.filter.system')}
          kinds={['system']}
          placeholder={t('list.any')}
          value={toEntityOption(scope.system, systemTitle)}
          onChange={system => change({ system: system?.id })}
        />
      </Fields>
      <ScopeCount
        scope={scope}
        targetLevel={targetLevel}
        levelTitle={levelTitle}
      />
    </fieldset>
  );
}

/** Number of services in a scope, and how many are below the target. */
function ScopeCount(props: {
  scope: CampaignScope;
  targetLevel?: string;
  levelTitle: (level: string) => string;
}) {
  const { scope, targetLevel, levelTitle } = props;
  const t = useTexts(campaignsTexts);
  const { value, error } = useData(
    ['scopeCount', scope, targetLevel],
    async api => {
      const pages = await Promise.all(
        [undefined, targetLevel].map(below =>
          api.listScorecards({ ...scope, below, limit: 1 }),
        ),
      );
      const [inScope, toGo] = pages.map(({ totalItems }) => totalItems);
      return { inScope, toGo };
    },
  );
  if (error) {
    return <ErrorAlert error={error} title={t('campaigns.form.countFailed')} />;
  }
  return (
    <div role="status">
      {value?.inScope === 0 ? (
        <Notice
          title={t('campaigns.form.noneInScope')}
          description={t('campaigns.form.noneInScopeHelp')}
        />
      ) : (
        <Text as="p">
          {value ? formatCounts(value) : t('campaigns.form.counting')}
        </Text>
      )}
    </div>
  );

  function formatCounts({ inScope, toGo }: { inScope: number; toGo: number }) {
    const inScopeText = t('campaigns.form.inScope', { count: inScope });
    return targetLevel === undefined
      ? `${inScopeText}.`
      : t('campaigns.form.counts', {
          inScope: inScopeText,
          toGo: t('campaigns.form.toGo', {
            count: toGo,
            level: levelTitle(targetLevel),
          }),
        });
  }
}
