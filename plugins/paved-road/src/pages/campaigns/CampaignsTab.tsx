import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  Campaign,
  campaignManagePermission,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import { Row } from '../../ui/components/Layout';
import { usePavedRoadApi } from '../../data/api';
import { useData } from '../../data/queries/useData';
import { ListSection } from '../../features/list/ListSection';
import { usePagedList } from '../../features/list/usePagedList';
import { useFocusOnChange } from '../../ui/browser/useFocusOnChange';
import { MoreButton } from '../../ui/components/MoreButton';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import {
  fetchSummary,
  listLevelGains,
  useFleetSummary,
} from '../../data/fleet/fleetData';
import {
  campaignsQuerySchema,
  useCampaignsLink,
} from '../../data/links/urlQueries';
import { useLevels } from '../../ui/levels';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { CampaignDialog } from './CampaignDialog';
import { CampaignFacts } from './CampaignFacts';
import styles from './campaigns.module.css';
import { CampaignView } from './CampaignView';
import { CampaignFields } from './useCampaignForm';

const PAGE_SIZE = 20;

/** The list of campaigns, or an open campaign. */
export function CampaignsTab() {
  const { query, update } = useUrlQuery(campaignsQuerySchema);
  const findLevel = useLevels(useFleetSummary('level').value);
  const [outcome, setOutcome] = useState<{ campaign: string; text: string }>();
  const outcomeRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The pressed element may have been removed.
    if (outcome) {
      outcomeRef.current?.focus();
    }
  }, [outcome]);
  // The pressed element was removed with its list or campaign.
  const view = useFocusOnChange<HTMLDivElement>(query.campaign ?? '');
  const { campaign } = query;
  return (
    <Flex direction="column" gap="4">
      <div
        ref={outcomeRef}
        role="status"
        tabIndex={-1}
        className={styles.outcome}
      >
        {outcome && outcome.campaign === campaign && (
          <Text as="p">{outcome.text}</Text>
        )}
      </div>
      <div ref={view} tabIndex={-1} className={styles.view}>
        {campaign === undefined ? (
          <CampaignList
            checkId={query.check}
            kind={query.kind}
            levelTitle={level => findLevel(level).title}
            onCheckDone={() =>
              update({ check: undefined, kind: undefined }, { replace: true })
            }
            onCreated={({ id }, text) => {
              update({ campaign: id, check: undefined, kind: undefined });
              setOutcome({ campaign: id, text });
            }}
          />
        ) : (
          <CampaignView
            key={campaign}
            id={campaign}
            levelOf={findLevel}
            onOutcome={text => setOutcome({ campaign, text })}
          />
        )}
      </div>
    </Flex>
  );
}

/** Active campaigns by deadline, and ended ones on demand. */
function CampaignList(props: {
  /** The check for a new campaign. */
  checkId?: string;
  /** The kind for a new campaign. */
  kind?: string;
  /** Called when the form of a new campaign closes. */
  onCheckDone: () => void;
  levelTitle: (level: string) => string;
  onCreated: (campaign: Campaign, text: string) => void;
}) {
  const { checkId, kind, onCheckDone, levelTitle, onCreated } = props;
  const t = useTexts(campaignsTexts);
  const { allowed } = usePermission({ permission: campaignManagePermission });
  const proposal = useProposal(checkId, kind);
  const [isCreating, setIsCreating] = useState(false);
  const [isEndedShown, setIsEndedShown] = useState(false);
  const isFormOpen = isCreating || (allowed && proposal !== undefined);
  return (
    <Flex direction="column" gap="4">
      <Row justify="between" gap="3">
        <Text as="p" color="secondary">
          {t('campaigns.intro')}
        </Text>
        {allowed && (
          <Button onPress={() => setIsCreating(true)}>
            {t('campaigns.new')}
          </Button>
        )}
      </Row>
      <CampaignsSection status="active" levelTitle={levelTitle} />
      <MoreButton
        isExpanded={isEndedShown}
        more={t('campaigns.showEnded')}
        fewer={t('campaigns.hideEnded')}
        onChange={setIsEndedShown}
      />
      {isEndedShown && (
        <CampaignsSection status="ended" levelTitle={levelTitle} />
      )}
      {isFormOpen && (
        <CampaignDialog
          proposal={isCreating ? undefined : proposal}
          onSaved={campaign => {
            setIsCreating(false);
            onCreated(
              campaign,
              t('campaigns.outcome.created', { title: campaign.title }),
            );
          }}
          onClose={() => {
            setIsCreating(false);
            onCheckDone();
          }}
        />
      )}
    </Flex>
  );
}

/** Initial values for a campaign about a check; undefined while loading. */
function useProposal(
  checkId: string | undefined,
  kind: string | undefined,
): Partial<CampaignFields> | undefined {
  const t = useTexts(campaignsTexts);
  const { value } = useData(['campaignProposal', checkId, kind], async api => {
    if (checkId === undefined) {
      return undefined;
    }
    const [byCheck, byLevel] = await Promise.all([
      fetchSummary(api, 'check', kind),
      fetchSummary(api, 'level'),
    ]);
    return {
      check: byCheck.groups.find(({ key }) => key === checkId),
      levels: byLevel.groups,
    };
  });
  if (checkId === undefined || !value) {
    return undefined;
  }
  const { check, levels } = value;
  if (!check) {
    return {};
  }
  const scope = { kind };
  const [lift] = listLevelGains(
    check,
    levels.map(({ key }) => key),
  );
  if (!lift) {
    return {
      title: t('campaigns.form.everywhere', { check: check.title }),
      description: t('campaigns.form.fails', {
        count: check.states.fail,
        check: check.title,
      }),
      scope,
    };
  }
  const level =
    levels.find(({ key }) => key === lift.level)?.title ?? lift.level;
  return {
    title: t('campaigns.form.reach', { check: check.title, level }),
    description: t('campaigns.form.wouldReach', {
      count: lift.entities,
      check: check.title,
      level,
    }),
    targetLevel: lift.level,
    scope,
  };
}

function CampaignsSection(props: {
  status: Campaign['status'];
  levelTitle: (level: string) => string;
}) {
  const { status, levelTitle } = props;
  const t = useTexts(campaignsTexts);
  const api = usePavedRoadApi();
  const campaignsLink = useCampaignsLink();
  const list = usePagedList(`campaigns ${status}`, status, cursor =>
    api.listCampaigns({ status, limit: PAGE_SIZE, cursor }),
  );
  return (
    <ListSection
      title={t(`campaigns.${status}`)}
      list={list}
      pageSize={PAGE_SIZE}
      count={count => t('campaigns.found', { count })}
      empty={t(
        status === 'active' ? 'campaigns.noneActive' : 'campaigns.noneEnded',
      )}
      rows={campaigns => (
        <ul className={styles.list}>
          {campaigns.map(campaign => (
            <li key={campaign.id}>
              <Text as="h3" className={styles.text}>
                <Link
                  href={campaignsLink({ campaign: campaign.id })}
                  weight="bold"
                >
                  {campaign.title}
                </Link>
              </Text>
              <CampaignFacts campaign={campaign} levelTitle={levelTitle} />
            </li>
          ))}
        </ul>
      )}
    />
  );
}
