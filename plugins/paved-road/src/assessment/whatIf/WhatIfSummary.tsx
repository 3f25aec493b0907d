import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  Advice,
  Pattern,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import {
  announcedPattern,
  announcementOf,
  monthlyCostOf,
  useAnnouncementText,
} from '../../advisor';
import { formatChance, formatFit, formatUsd } from '../../components/formats';
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
  const announcementText = useAnnouncementText();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      <dl className={styles.summary}>
        {summaryLines(before, after, announcementText).map(line => (
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

/** Where no pattern is announced, nothing is said of one. */
function summaryLines(
  before: Advice,
  after: Advice,
  announcementText: (advice: Advice) => string,
): Line[] {
  const line = (
    id: Line['id'],
    textOf: (advice: Advice) => string | undefined,
  ): Line => ({ id, before: textOf(before), after: textOf(after) });
  return [
    line('recommendation', announcementText),
    line(
      'margin',
      advice =>
        announcedPattern(advice) && formatFit(advice.recommendation.margin),
    ),
    line('confidence', advice =>
      ofEach(announcedWithCores(advice), (_, core) => {
        const { recommendation, confidence } = advice;
        const chance =
          core === recommendation.core
            ? recommendation.confidence
            : confidence?.expected?.[core];
        return chance === undefined ? undefined : formatChance(chance);
      }),
    ),
    line('cost', advice =>
      ofEach(announcedWithCores(advice), (pattern, core) => {
        const monthly = monthlyCostOf(advice, pattern, core);
        return monthly === undefined ? undefined : formatUsd(monthly);
      }),
    ),
  ].filter(found => found.before !== undefined || found.after !== undefined);
}

/** What is announced, each with how its core runs: two in a close call. */
function announcedWithCores(advice: Advice): [Pattern, PlainPattern][] {
  const { pattern, core, runnerUp } = advice.recommendation;
  switch (announcementOf(advice).kind) {
    case 'none':
      return [];
    case 'either':
      return [
        [pattern, core],
        ...(runnerUp ? [[runnerUp, runnerUp] as [Pattern, PlainPattern]] : []),
      ];
    default:
      return [[pattern, core]];
  }
}

/** Undefined where nothing is known of any of them. */
function ofEach(
  announced: [Pattern, PlainPattern][],
  textOf: (pattern: Pattern, core: PlainPattern) => string | undefined,
): string | undefined {
  const texts = announced.map(([pattern, core]) => textOf(pattern, core));
  return texts.some(text => text !== undefined)
    ? texts.map(text => text ?? '–').join(' / ')
    : undefined;
}
