import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { formatNumber, formatShare } from '../../components/formats';
import { decisionsRouteRef } from '../../routes';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { useLevelTitles } from '../useLevelTitles';
import styles from './SummaryTiles.module.css';

/** The fleet in five numbers. */
export function SummaryTiles(props: { byLevel: ScorecardsSummary }) {
  const { totals } = props.byLevel;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const levelTitle = useLevelTitles(props.byLevel);
  const servicesLink = useServicesLink();
  const decisionsLink = useRouteRef(decisionsRouteRef);
  const shareOf = (part: number) => ({
    value: formatShare(part / totals.entities),
    detail: t('overview.of', {
      part: formatNumber(part),
      total: formatNumber(totals.entities),
    }),
  });
  return (
    <ul className={styles.tiles} aria-label={t('overview.tiles')}>
      <Tile
        label={t('overview.onTheRoad', {
          level: levelTitle(totals.targetLevel),
        })}
        {...shareOf(totals.onTheRoad)}
      />
      <Tile label={t('overview.assessed')} {...shareOf(totals.assessed)} />
      <Tile label={t('overview.approved')} {...shareOf(totals.approved)} />
      <Tile
        label={t('overview.waiting')}
        value={formatNumber(totals.submitted)}
        link={
          totals.submitted > 0
            ? { href: decisionsLink(), text: t('overview.waitingLink') }
            : undefined
        }
      />
      <Tile
        label={t('overview.waived')}
        value={formatNumber(totals.waived)}
        link={
          totals.waived > 0
            ? {
                href: servicesLink({ state: 'waived' }),
                text: t('overview.waivedLink'),
              }
            : undefined
        }
      />
    </ul>
  );
}

function Tile(props: {
  label: string;
  value: string;
  detail?: string;
  link?: { href: string; text: string };
}) {
  const { label, value, detail, link } = props;
  return (
    <li>
      <Card className={styles.tile}>
        <CardBody>
          <Text as="p">{label}</Text>
          <Text as="p" variant="title-medium" weight="bold">
            {value}
          </Text>
          {detail && <Text as="p">{detail}</Text>}
          {link && <Link href={link.href}>{link.text}</Link>}
        </CardBody>
      </Card>
    </li>
  );
}
