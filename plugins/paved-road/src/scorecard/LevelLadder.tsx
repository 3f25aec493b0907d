import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  RiCheckboxBlankCircleLine,
  RiCheckboxCircleFill,
} from '@remixicon/react';
import { pavedRoadTranslationRef } from '../translation';
import styles from './LevelLadder.module.css';
import { LevelStep } from '../levels';

/** The levels from the lowest up: which are reached, and how many checks stand before the others. */
export function LevelLadder(props: { steps: LevelStep[] }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ol className={styles.ladder} aria-label={t('scorecard.ladder')}>
      {props.steps.map(step => {
        const Icon = step.reached
          ? RiCheckboxCircleFill
          : RiCheckboxBlankCircleLine;
        return (
          <li
            key={step.id}
            className={step.reached ? styles.reached : styles.step}
          >
            <Icon size={18} aria-hidden />
            <Text as="span" weight="bold">
              {step.title}
            </Text>
            <Text as="span" color="secondary">
              {step.reached
                ? t('scorecard.reached')
                : t('scorecard.open', { count: step.open.length })}
            </Text>
          </li>
        );
      })}
    </ol>
  );
}
