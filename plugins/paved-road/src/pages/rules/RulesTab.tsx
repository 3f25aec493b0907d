import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  ActiveRules,
  rulePreviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { lazy, Suspense, useState } from 'react';
import { Row } from '../../ui/components/Layout';
import { useFocusOnChange } from '../../ui/browser/useFocusOnChange';
import { AsyncView } from '../../ui/components/AsyncView';
import { Loading } from '../../ui/components/Loading';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { fetchSummary, useFleetData } from '../../data/fleet/fleetData';
import { rulesQuerySchema } from '../../data/links/urlQueries';
import { rulesTexts } from './texts';
import { checksTexts } from './checksTexts';
import { useTexts } from '../../ui/texts/useTexts';
import { ListSkeleton } from '../../features/list/ListSkeleton';
import { RunsSection } from './runs/RunsSection';
import { CheckList } from './CheckList';
import { CheckView } from './CheckView';
import { FactsSection } from './FactsSection';
import {
  FleetCheck,
  fleetChecks,
  FleetChecks,
  listUsedTracks,
} from './fleetChecks';
import type { PreviewTarget } from './preview/PreviewDrawer';
import { RulePackAlerts, RulePacks } from './RulePacks';

// Loaded lazily, because few people preview changes.
const PreviewDrawer = lazy(() => import('./preview/PreviewDrawer'));

/** The checks of the active rules, their results, and previews of changes. */
export function RulesTab() {
  const t = useTexts(checksTexts);
  const state = useRules();
  const { allowed } = usePermission({ permission: rulePreviewPermission });
  const [target, setTarget] = useState<PreviewTarget>();
  const preview = allowed ? setTarget : undefined;
  return (
    <AsyncView
      state={state}
      skeleton={<ListSkeleton title={t('checks.title')} />}
    >
      {({ rules, fleet }) => (
        <>
          <Rules rules={rules} fleet={fleet} onPreview={preview} />
          {target && (
            <Suspense fallback={<Loading />}>
              <PreviewDrawer
                rules={rules}
                target={target}
                onClose={() => setTarget(undefined)}
              />
            </Suspense>
          )}
        </>
      )}
    </AsyncView>
  );
}

function Rules(props: {
  rules: ActiveRules;
  fleet: FleetChecks;
  /** Absent without permission. */
  onPreview?: (target: PreviewTarget) => void;
}) {
  const { rules, fleet, onPreview } = props;
  const t = useTexts(rulesTexts, checksTexts);
  const { query } = useUrlQuery(rulesQuerySchema);
  // The pressed element was removed with its list or check.
  const view = useFocusOnChange<HTMLDivElement>(query.check ?? '');
  const edit =
    onPreview &&
    (({ id, rule }: FleetCheck) =>
      rule && onPreview({ packName: rule.pack.metadata.name, checkId: id }));
  if (query.check !== undefined) {
    return (
      <div ref={view} tabIndex={-1} style={{ outline: 'none' }}>
        <CheckView id={query.check} fleet={fleet} onEdit={edit} />
      </div>
    );
  }
  return (
    <div ref={view} tabIndex={-1} style={{ outline: 'none' }}>
      <Flex direction="column" gap="4">
        <Row justify="between" gap="3">
          <Text as="p" color="secondary">
            {t('rules.intro')}
          </Text>
          {onPreview && (
            <Button onPress={() => onPreview({})}>
              {t('rules.editor.open')}
            </Button>
          )}
        </Row>
        <RulePackAlerts rules={rules} />
        <CheckList fleet={fleet} onEdit={edit} />
        <RulePacks
          rules={rules}
          onEdit={onPreview && (packName => onPreview({ packName }))}
        />
        <RunsSection />
        <FactsSection facts={rules.facts} />
      </Flex>
    </div>
  );
}

function useRules() {
  return useFleetData(['fleetChecks'], async api => {
    const [byCheck, byLevel, rules] = await Promise.all([
      fetchSummary(api, 'check'),
      fetchSummary(api, 'level'),
      api.getRules(),
    ]);
    const fleet: FleetChecks = {
      checks: fleetChecks(byCheck, rules),
      isCut: byCheck.nextCursor !== undefined,
      tracks: listUsedTracks(rules),
      levels: byLevel.groups
        .filter(({ key }) => key !== noLevel)
        .map(({ key, title }) => ({ id: key, title })),
    };
    return { rules, fleet };
  });
}
