import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  Advice,
  Pattern,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { DescriptionList } from '../../components/DescriptionList';
import { formatFit, formatChance, formatUsd } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { monthlyCostOf } from '../quantities/monthlyCostOf';
import { announcementOf } from './announcementOf';
import styles from './DefensiblePatterns.module.css';

/** The two patterns of a close call side by side; nothing where it is none. */
export function DefensiblePatterns(props: { advice: Advice }) {
  const { advice } = props;
  const announced = announcementOf(advice);
  const { core, runnerUp } = advice.recommendation;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (announced.kind !== 'either' || !runnerUp) {
    return null;
  }
  const [ahead] = announced.patterns;
  return (
    <ul className={styles.patterns} aria-label={t('verdict.both')}>
      <Defensible advice={advice} pattern={ahead} core={core} />
      <Defensible advice={advice} pattern={runnerUp} core={runnerUp} />
    </ul>
  );
}

function Defensible(props: {
  advice: Advice;
  pattern: Pattern;
  core: PlainPattern;
}) {
  const { advice, pattern, core } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const chance = advice.confidence?.expected?.[core];
  const fit = advice.ranking.find(ranked => ranked.pattern === core)?.fit;
  const monthly = monthlyCostOf(advice, pattern, core);
  return (
    <li className={styles.pattern}>
      <Text as="p" weight="bold">
        {titles.pattern(pattern)}
      </Text>
      {pattern !== core && (
        <Text as="p" color="secondary" variant="body-small">
          {t('verdict.core', { core: titles.pattern(core) })}
        </Text>
      )}
      <DescriptionList
        items={[
          chance !== undefined && {
            label: t('verdict.chance'),
            value: formatChance(chance),
          },
          fit !== undefined && {
            label: t('comparison.fit'),
            value: formatFit(fit),
          },
          monthly !== undefined && {
            label: t('cost.monthly'),
            value: formatUsd(monthly),
          },
        ].filter(item => item !== false)}
      />
    </li>
  );
}
