import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  Advice,
  Pattern,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import {
  announcementOf,
  monthlyCostOf,
  RankingBars,
  useAnnouncementText,
} from '../../advisor';
import {
  formatChance,
  formatSeconds,
  formatUsd,
} from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './whatIf.module.css';

const lines = ['recommendation', 'chance', 'cost', 'p99'] as const;

type Figure = (
  advice: Advice,
  pattern: Pattern,
  core: PlainPattern,
) => string | undefined;

const figures: Record<
  Exclude<(typeof lines)[number], 'recommendation'>,
  Figure
> = {
  chance: ({ recommendation, confidence }, _, core) => {
    const chance =
      core === recommendation.core
        ? recommendation.confidence
        : confidence?.expected?.[core];
    return chance === undefined ? undefined : formatChance(chance);
  },
  cost: (advice, pattern, core) => {
    const monthly = monthlyCostOf(advice, pattern, core);
    return monthly === undefined ? undefined : formatUsd(monthly);
  },
  p99: ({ latency: { perPattern } }, pattern, core) => {
    const latency = perPattern[pattern] ?? perPattern[core];
    return latency.status === 'estimated'
      ? formatSeconds(latency.p99)
      : undefined;
  },
};

/** What is stored and what would be, line by line. */
export function BeforeAndAfter(props: {
  before: Advice;
  after: Advice;
  isPending: boolean;
}) {
  const { before, after, isPending } = props;
  const announcementText = useAnnouncementText();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const textOf = (line: (typeof lines)[number], advice: Advice) =>
    line === 'recommendation'
      ? announcementText(advice)
      : ofEach(advice, figures[line]);
  return (
    // Only the outcome is said aloud: not with every key that another one is on its way.
    <div role="status" aria-busy={isPending} className={styles.outcome}>
      <table className={styles.summary}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('whatIf.summary.before')}</th>
            <th scope="col">{t('whatIf.summary.after')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => {
            const [was, is] = [textOf(line, before), textOf(line, after)];
            return (
              <tr key={line}>
                <th scope="row">{t(`whatIf.summary.${line}`)}</th>
                <td>{was}</td>
                <td className={was === is ? undefined : styles.changed}>
                  {is}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <RankingBars advice={after} />
      {before.modelVersion !== after.modelVersion && (
        <Text as="p" variant="body-small">
          {t('whatIf.otherModel', {
            before: before.modelVersion,
            after: after.modelVersion,
          })}
        </Text>
      )}
    </div>
  );
}

/** A figure of what is announced: of two patterns in a close call, of none while none is. */
function ofEach(advice: Advice, figure: Figure): string {
  const { pattern, core, runnerUp } = advice.recommendation;
  const announced: [Pattern, PlainPattern][] = {
    none: [],
    one: [[pattern, core]] as [Pattern, PlainPattern][],
    either: [[pattern, core], ...(runnerUp ? [[runnerUp, runnerUp]] : [])] as [
      Pattern,
      PlainPattern,
    ][],
  }[announcementOf(advice).kind];
  return (
    announced.map(each => figure(advice, ...each) ?? '–').join(' / ') || '–'
  );
}
