import { Text } from '@backstage/ui';
import { PredictionGroup } from '@paved-road/plugin-paved-road-common';
import {
  MeasuredScale,
  computeScaleDecades,
} from '../../features/measured/MeasuredScale';
import { column, DataTable } from '../../ui/components/DataTable';
import { formatDeviation, formatQuantity } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { predictionsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { PlainList } from '../../ui/components/Layout';
import styles from './predictions.module.css';

type Errors = NonNullable<PredictionGroup['cost']>;

/** Names a group by its pattern; by its platform too where the platform decides, or separates two groups. */
function useGroupTitle(groups: PredictionGroup[]) {
  const t = useTexts(predictionsTexts);
  const titles = useTitles();
  return ({
    platform,
    pattern,
  }: Pick<PredictionGroup, 'platform' | 'pattern'>): string => {
    const hasFunctions = pattern === 'serverless' || pattern === 'hybrid';
    const isAlone =
      groups.filter(group => group.pattern === pattern).length === 1;
    return isAlone && !hasFunctions
      ? titles.pattern(pattern)
      : t('predictions.groupOf', {
          pattern: titles.pattern(pattern),
          platform: titles.platform(platform),
        });
  };
}

/** Groups of predictions, the largest first. */
export function Groups(props: { groups: PredictionGroup[] }) {
  const { groups } = props;
  const t = useTexts(predictionsTexts);
  const getTitle = useGroupTitle(groups);
  const all = groups.flatMap(({ cost, latency }) => [cost, latency]);
  const reach = computeScaleDecades(
    all.map(errors =>
      errors
        ? [1, 1 + errors.median, ...errors.quartiles.map(error => 1 + error)]
        : [],
    ),
  );
  return (
    <>
      <ul className={styles.legend} aria-hidden>
        <li>
          <span className={styles.predicted} />
          {t('predictions.legend.predicted')}
        </li>
        <li>
          <span className={styles.quartiles} />
          {t('predictions.legend.quartiles')}
        </li>
        <li>
          <span className={styles.median} />
          {t('predictions.legend.median')}
        </li>
      </ul>
      <DataTable<PredictionGroup>
        isStackable
        label={t('predictions.groups')}
        rows={groups}
        getKey={({ platform, pattern }) => `${platform} ${pattern}`}
        columns={[
          column('group', t('predictions.group'), getTitle),
          column(
            'cost',
            t('predictions.costError'),
            ({ cost }) => cost && <ErrorRange errors={cost} reach={reach} />,
          ),
          column(
            'latency',
            t('predictions.latencyError'),
            ({ latency }) =>
              latency && <ErrorRange errors={latency} reach={reach} />,
          ),
        ]}
      />
    </>
  );
}

/** Median and quartiles of errors, as a picture and in words. */
function ErrorRange(props: { errors: Errors; reach: number }) {
  const { errors, reach } = props;
  const { services, median, quartiles } = errors;
  const [from, to] = quartiles;
  const t = useTexts(predictionsTexts);
  return (
    <div className={styles.cell}>
      <MeasuredScale
        expected={1}
        measured={1 + median}
        range={{ low: 1 + from, high: 1 + to }}
        reach={reach}
      />
      <Text variant="body-small">
        <b>
          {t(services > 1 ? 'predictions.quartiles' : 'predictions.alone', {
            median: formatDeviation(median),
            from: formatDeviation(from),
            to: formatDeviation(to),
          })}
        </b>
        {' · '}
        {t('predictions.services', { count: services })}
      </Text>
    </div>
  );
}

/** Suggested corrections; nothing applies them automatically. */
export function Suggestions(props: { groups: PredictionGroup[] }) {
  const { groups } = props;
  const t = useTexts(predictionsTexts);
  const getTitle = useGroupTitle(groups);
  const suggestions = groups.flatMap(({ platform, pattern, ...group }) =>
    group.suggestions.map(suggestion => ({ platform, pattern, ...suggestion })),
  );
  return suggestions.length === 0 ? (
    <Text as="p">{t('predictions.noSuggestions')}</Text>
  ) : (
    <>
      <PlainList>
        {suggestions.map(
          ({ platform, pattern, assumption, text, ...suggestion }) => (
            <li key={`${platform} ${pattern} ${assumption}`}>
              <Text as="p" weight="bold">
                {t('predictions.suggestion', {
                  title: suggestion.title,
                  unit: suggestion.unit,
                  current: formatQuantity(suggestion.current),
                  suggested: formatQuantity(suggestion.suggested),
                })}
              </Text>
              <Text as="p" color="secondary" variant="body-small">
                {getTitle({ platform, pattern })}
                {': '}
                {text}
              </Text>
            </li>
          ),
        )}
      </PlainList>
      <Text as="p" color="secondary" variant="body-small">
        {t('predictions.neverByItself')}
      </Text>
    </>
  );
}
