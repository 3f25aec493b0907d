import { useApi } from '@backstage/core-plugin-api';
import { Card, CardBody, Link, Skeleton, Text } from '@backstage/ui';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { pavedRoadApiRef } from '../../data/api';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import section from '../../ui/components/Section.module.css';
import { StatusChip } from '../../ui/components/StatusChip';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useFleetData } from '../../data/fleet/fleetData';
import { useReviewsLink } from '../../data/links/urlQueries';
import { useTitles } from '../../ui/model';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { CONNECT_URL } from '../../features/measured/MeasuredStrip';
import styles from './overview.module.css';

/** Number of names that fit in a line. */
const NAMED = 3;

/** Decisions that no longer hold under measurement. */
export function UnderMeasurement() {
  const t = useTexts(overviewTexts);
  const api = useApi(pavedRoadApiRef);
  const headingId = useId();
  const decisions = useFleetData(['measuredDecisions'], async () => {
    const approved = { status: 'approved' } as const;
    const [changed, near, holds] = await Promise.all([
      api.listAssessments({ ...approved, measured: 'changed', limit: NAMED }),
      api.listAssessments({ ...approved, measured: 'near', limit: 1 }),
      api.listAssessments({ ...approved, measured: 'holds', limit: 1 }),
    ]);
    return {
      changed,
      near: near.totalItems,
      total: changed.totalItems + near.totalItems + holds.totalItems,
    };
  });
  const { value, error, loading, retry } = decisions;
  return (
    <Card role="region" aria-labelledby={headingId} className={section.section}>
      <CardBody>
        <div className={styles.line}>
          <Text as="h2" id={headingId} variant="body-medium" weight="bold">
            {t('overview.measurement.title')}
          </Text>
          {value ? (
            <Summary {...value} />
          ) : (
            loading && <Skeleton width="16rem" height={20} />
          )}
        </div>
        {error && !loading && (
          <ErrorAlert
            error={error}
            title={t('overview.measurement.failed')}
            onRetry={retry}
          />
        )}
      </CardBody>
    </Card>
  );
}

function Summary(props: {
  changed: Awaited<ReturnType<PavedRoadApi['listAssessments']>>;
  near: number;
  /** Number of measured decisions. */
  total: number;
}) {
  const { changed, near, total } = props;
  const t = useTexts(overviewTexts);
  const titles = useTitles();
  const reviewsLink = useReviewsLink();
  const links = useEntityLinks();
  if (total === 0) {
    return (
      <>
        <Text as="span" color="secondary">
          {t('overview.measurement.none')}
        </Text>
        <Link href={CONNECT_URL}>{t('overview.measurement.connect')}</Link>
      </>
    );
  }
  const nearText = near > 0 && t('overview.measurement.near', { count: near });
  if (changed.totalItems === 0) {
    return (
      <>
        <StatusChip tone="success">
          {t('overview.measurement.holds', { count: total })}
        </StatusChip>
        {nearText && <Text as="span">{nearText}</Text>}
      </>
    );
  }
  const all = reviewsLink({ view: 'assessments', list: 'changed' });
  const rest = changed.totalItems - changed.items.length;
  return (
    <>
      <StatusChip tone="danger">
        <Link href={all}>
          {t('overview.measurement.changed', { count: changed.totalItems })}
        </Link>
      </StatusChip>
      <Text as="span" color="secondary">
        {t('overview.measurement.of', { count: total })}
        {nearText && `, ${nearText}`}
      </Text>
      {changed.items.map(({ id, entityRef, entityTitle, measured }) => (
        <Link
          key={id}
          href={`${links.architecture(entityRef)}?section=measured`}
        >
          {measured
            ? t('overview.measurement.now', {
                service: entityTitle,
                pattern: titles.pattern(measured.pattern),
              })
            : entityTitle}
        </Link>
      ))}
      {rest > 0 && (
        <Link href={all}>
          {t('overview.measurement.more', { count: rest })}
        </Link>
      )}
    </>
  );
}
