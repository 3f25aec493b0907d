import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { RoadmapStep } from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiArrowRightLine,
  RiCheckLine,
  RiMapPinLine,
  RiTimeLine,
} from '@remixicon/react';
import { Section } from '../components/Section';
import { StatusChip, Tone } from '../components/StatusChip';
import { pavedRoadTranslationRef } from '../translation';
import styles from './advisor.module.css';

const looks: Record<
  RoadmapStep['state'],
  { tone: Tone; icon: RemixiconComponentType }
> = {
  done: { tone: 'success', icon: RiCheckLine },
  here: { tone: 'info', icon: RiMapPinLine },
  next: { tone: 'warning', icon: RiArrowRightLine },
  later: { tone: 'neutral', icon: RiTimeLine },
};

/** How the number of a step is marked. */
const marks: Partial<Record<RoadmapStep['state'], string>> = {
  done: styles.done,
  here: styles.here,
};

/** The way from a first version to a governed fleet, and by what sign the next step is due. */
export function RoadmapSection(props: {
  /** Absent while nothing is decided or recommended. */
  roadmap?: RoadmapStep[];
}) {
  const { roadmap } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section title={t('roadmap.title')}>
      {!roadmap?.length ? (
        <Text as="p">{t(roadmap ? 'roadmap.none' : 'roadmap.undecided')}</Text>
      ) : (
        <div className={styles.roadmapSectionContainer}>
          <ol className={styles.steps}>
            {roadmap.map(step => (
              <Step key={step.id} step={step} />
            ))}
          </ol>
        </div>
      )}
    </Section>
  );
}

function Step(props: { step: RoadmapStep }) {
  const { title, description, state, triggers } = props.step;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <li
      className={`${styles.step} ${marks[state] ?? ''}`}
      aria-current={state === 'here' ? 'step' : undefined}
    >
      <div className={styles.head}>
        <Text
          as="span"
          variant="body-medium"
          weight={state === 'here' ? 'bold' : 'regular'}
        >
          {title}
        </Text>
        <StatusChip {...looks[state]}>{t(`roadmap.state.${state}`)}</StatusChip>
      </div>
      <Text as="p" color="secondary" variant="body-small">
        {description}
      </Text>
      {state === 'next' && triggers.length > 0 && (
        <>
          <Text as="p" variant="body-small" weight="bold">
            {t('roadmap.when')}
          </Text>
          <ul
            className={styles.triggers}
            aria-label={t('roadmap.triggersOf', { step: title })}
          >
            {triggers.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}
