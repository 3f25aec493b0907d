import { useApi } from '@backstage/core-plugin-api';
import { Alert, Select, Text } from '@backstage/ui';
import { CampaignScope, Pattern } from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../../data/api';
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
import {
  FilterOption,
  optionsOfKinds,
  useCatalogOptions,
} from '../../features/fleet/useFilterOptions';
import styles from './campaigns.module.css';

/* Not a valid value of a condition. */
const ANY = '*';

const toOption = (ref: string | undefined, title: string | undefined) =>
  ref === undefined
    ? undefined
    : { id: ref, label: title ?? ref, description: ref };

/** Asks for the scope of a campaign, and counts its services. */
export function ScopeFields(props: {
  scope: CampaignScope;
  targetLevel?: string;
  levelTitle: (level: string) => string;
  onChange: (scope: CampaignScope) => void;
}) {
  const { scope, targetLevel, levelTitle, onChange } = props;
  const t = useTexts(campaignsTexts, fleetTexts);
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
      <div className={styles.fields}>
        {(scoredKinds.length > 1 || scope.kind !== undefined) && (
          <Choice
            label={t('services.filter.kind')}
            options={optionsOfKinds(scoredKinds)}
            value={scope.kind && kindTitle(scope.kind)}
            onChange={value => change({ kind: value })}
          />
        )}
        <Choice
          label={t('services.filter.lifecycle')}
          options={lifecycle}
          value={scope.lifecycle}
          onChange={value => change({ lifecycle: value })}
        />
        <Choice
          label={t('services.filter.type')}
          options={type}
          value={scope.type}
          onChange={value => change({ type: value })}
        />
        <Choice
          label={t('services.filter.pattern')}
          options={patterns.map(pattern => ({
            value: pattern,
            label: titles.pattern(pattern),
          }))}
          value={scope.pattern}
          onChange={value => change({ pattern: value as Pattern | undefined })}
        />
        <OwnerSelect
          value={scope.owner}
          onChange={owner => change({ owner })}
        />
        <EntityField
          label={t('services.filter.team')}
          kinds={['group']}
          placeholder={t('services.any')}
          value={toOption(scope.team, teamTitle)}
          onChange={team => change({ team: team?.id })}
        />
        <EntityField
          label={t('services.filter.system')}
          kinds={['system']}
          placeholder={t('services.any')}
          value={toOption(scope.system, systemTitle)}
          onChange={system => change({ system: system?.id })}
        />
      </div>
      <ScopeCount
        scope={scope}
        targetLevel={targetLevel}
        levelTitle={levelTitle}
      />
    </fieldset>
  );
}

function Choice(props: {
  label: string;
  options: FilterOption[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { label, options, value, onChange } = props;
  const t = useTexts(fleetTexts);
  return (
    <Select
      label={label}
      options={[
        { value: ANY, label: t('services.any') },
        ...options,
        // It may no longer be in the catalog.
        ...(value === undefined || options.some(one => one.value === value)
          ? []
          : [{ value, label: value }]),
      ]}
      search={options.length > 10 || undefined}
      value={value ?? ANY}
      onChange={chosen => onChange(chosen === ANY ? undefined : String(chosen))}
    />
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
  const api = useApi(pavedRoadApiRef);
  const { value, error } = useAsync(async () => {
    const pages = await Promise.all(
      [undefined, targetLevel].map(below =>
        api.listScorecards({ ...scope, below, limit: 1 }),
      ),
    );
    const [inScope, toGo] = pages.map(({ totalItems }) => totalItems);
    return { inScope, toGo };
  }, [api, scope, targetLevel]);
  if (error) {
    return <ErrorAlert error={error} title={t('campaigns.form.countFailed')} />;
  }
  return (
    <div role="status">
      {value?.inScope === 0 ? (
        <Alert
          icon
          status="warning"
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
