import { Flex, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { Fragment } from 'react';
import { useFleetSummary } from '../../data/fleet/fleetData';
import { useCampaignsLink, useServicesLink } from '../../data/links/urlQueries';
import { formatDate, formatNumber } from '../../ui/formats';
import { useTexts } from '../../ui/texts/useTexts';
import { planSteps } from './planSteps';
import { overviewTexts } from './texts';

/** Number of steps that fit in a line. */
const SHOWN_STEPS = 3;

/** A target in words, with the steps that would reach it. */
export function TargetText(props: {
  target: NonNullable<ScorecardsSummary['target']>;
  total: number;
  levelTitle: string;
  /** Ids of all levels, lowest first. */
  levels: string[];
  kind?: string;
}) {
  const { target, total, levelTitle, levels, kind } = props;
  const { needed, reached, by, campaign } = target;
  const t = useTexts(overviewTexts);
  const campaignsLink = useCampaignsLink();
  const isMet = reached >= needed;
  const isOver = by < DateTime.now().toISODate();
  return (
    <Flex direction="column" gap="1" pt="3">
      <Text as="p" weight="bold">
        {t(`overview.target.${describeState(isMet, isOver)}`, {
          reached: formatNumber(reached),
          total: formatNumber(total),
          level: levelTitle,
          needed: formatNumber(needed),
          date: formatDate(by),
        })}
      </Text>
      {!isMet && <Steps target={target} levels={levels} kind={kind} />}
      {campaign && (
        <div>
          <Link href={campaignsLink({ campaign: campaign.id })}>
            {t('overview.target.campaign', { title: campaign.title })}
          </Link>
        </div>
      )}
    </Flex>
  );
}

function describeState(isMet: boolean, isOver: boolean) {
  if (isMet) {
    return 'met';
  }
  return isOver ? 'missed' : 'text';
}

function Steps(props: {
  target: NonNullable<ScorecardsSummary['target']>;
  levels: string[];
  kind?: string;
}) {
  const { target, levels, kind } = props;
  const t = useTexts(overviewTexts);
  const servicesLink = useServicesLink();
  const byCheck = useFleetSummary('check', kind).value;
  if (!byCheck) {
    return null;
  }
  const { steps, rest } = planSteps(byCheck.groups, target, levels);
  const others = steps
    .slice(SHOWN_STEPS)
    .reduce((sum, { services }) => sum + services, rest);
  return (
    <Text as="p">
      {t('overview.target.missing', { count: target.needed - target.reached })}
      {steps.slice(0, SHOWN_STEPS).map(({ check, services }, index) => (
        <Fragment key={check.key}>
          {index > 0 && ' · '}
          <Link
            href={servicesLink({
              lift: check.key,
              below: target.level,
              kind,
            })}
          >
            {t('overview.target.step', { count: services, check: check.title })}
          </Link>
        </Fragment>
      ))}
      {others > 0 &&
        `${steps.length > 0 ? ' · ' : ''}${t('overview.target.others', { count: others })}`}
    </Text>
  );
}
