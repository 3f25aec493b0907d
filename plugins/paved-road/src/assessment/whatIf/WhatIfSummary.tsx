import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatFit, formatShare, formatUsd } from '../../components/formats';
import { Titles, useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './WhatIfSummary.module.css';

interface Line {
  id: 'recommendation' | 'margin' | 'confidence' | 'cost';
  before?: string;
  after?: string;
}

/** The outcome before and after, line by line. */
export function WhatIfSummary(props: { before: Advice; after: Advice }) {
  const { before, after } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      <dl className={styles.summary}>
        {summaryLines(before, after, titles).map(line => (
          <div key={line.id} className={styles.line}>
            <dt>{t(`whatIf.summary.${line.id}`)}</dt>
            <dd>
              {line.before === line.after ? (
                line.before
              ) : (
                <>
                  {line.before ?? '–'}{' '}
                  <span aria-label={t('whatIf.summary.becomes')} role="img">
                    →
                  </span>{' '}
                  <b>{line.after ?? '–'}</b>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {before.modelVersion !== after.modelVersion && (
        <Text as="p" variant="body-small">
          {t('whatIf.otherModel', {
            before: before.modelVersion,
            after: after.modelVersion,
          })}
        </Text>
      )}
    </>
  );
}

function summaryLines(before: Advice, after: Advice, titles: Titles): Line[] {
  const line = (
    id: Line['id'],
    textOf: (advice: Advice) => string | undefined,
  ): Line => ({ id, before: textOf(before), after: textOf(after) });
  return [
    line('recommendation', ({ recommendation }) =>
      titles.pattern(recommendation.pattern),
    ),
    line('margin', ({ recommendation }) => formatFit(recommendation.margin)),
    line('confidence', ({ recommendation: { confidence } }) =>
      confidence === undefined ? undefined : formatShare(confidence),
    ),
    line('cost', ({ recommendation, cost }) => {
      const estimate = cost.perPattern[recommendation.core];
      return estimate.status === 'estimated'
        ? formatUsd(estimate.monthly.mid)
        : undefined;
    }),
  ].filter(found => found.before !== undefined || found.after !== undefined);
}
