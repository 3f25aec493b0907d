import { Text } from '@backstage/ui';
import {
  LanguageModelAdvice,
  MeasuredCondition,
  RoadmapStep,
} from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiArrowRightLine,
  RiCheckLine,
  RiMapPinLine,
  RiTimeLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { ConditionState } from '../../ui/components/ConditionState';
import { Section } from '../../ui/components/Section';
import { StatusChip, Tone } from '../../ui/components/StatusChip';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { BulletList } from '../../ui/components/Layout';
import styles from './RoadmapSection.module.css';

const looks: Record<
  RoadmapStep['state'],
  { tone: Tone; icon: RemixiconComponentType }
> = {
  done: { tone: 'success', icon: RiCheckLine },
  here: { tone: 'info', icon: RiMapPinLine },
  next: { tone: 'warning', icon: RiArrowRightLine },
  later: { tone: 'neutral', icon: RiTimeLine },
};

/** Marks of the step numbers by state. */
const marks: Partial<Record<RoadmapStep['state'], string>> = {
  done: styles.done,
  here: styles.here,
};

/**
 * The roadmap from a first version to a governed fleet, with the conditions of each step. Later placements of the
 * language model are below.
 */
export function RoadmapSection(props: {
  /** Absent without a decision or recommendation. */
  roadmap?: RoadmapStep[];
  /** Empty or absent without a placed language model. */
  placementRoadmap?: LanguageModelAdvice['roadmap'];
  conditions?: MeasuredCondition[];
}) {
  const { roadmap, placementRoadmap = [], conditions = [] } = props;
  const t = useTexts(advisorTexts);
  return (
    <>
      <Section title={t('roadmap.title')}>
        {!roadmap ? (
          <Text as="p">{t('roadmap.undecided')}</Text>
        ) : (
          <Steps>
            {roadmap.map(step => (
              <Step
                key={step.id}
                step={step}
                state={step.state}
                conditions={conditions}
              />
            ))}
          </Steps>
        )}
      </Section>
      {placementRoadmap.length > 0 && (
        <Section title={t('roadmap.placement')}>
          <Steps>
            {placementRoadmap.map(step => (
              <Step key={step.id} step={step} conditions={conditions} />
            ))}
          </Steps>
        </Section>
      )}
    </>
  );
}

function Steps(props: { children: ReactNode }) {
  return (
    <div className={styles.container}>
      <ol className={styles.steps}>{props.children}</ol>
    </div>
  );
}

function Step(props: {
  step: Omit<RoadmapStep, 'state'>;
  /** Absent for merely possible steps, which show all conditions. */
  state?: RoadmapStep['state'];
  conditions: MeasuredCondition[];
}) {
  const { step, state, conditions } = props;
  const { title, description, triggers } = step;
  const t = useTexts(advisorTexts);
  return (
    <li
      className={`${styles.step} ${(state && marks[state]) ?? ''}`}
      aria-current={state === 'here' ? 'step' : undefined}
    >
      <div className={styles.head}>
        <Text
          variant="body-medium"
          weight={state === 'here' ? 'bold' : 'regular'}
        >
          {title}
        </Text>
        {state && (
          <StatusChip {...looks[state]}>
            {t(`roadmap.state.${state}`)}
          </StatusChip>
        )}
      </div>
      <Text as="p" color="secondary" variant="body-small">
        {description}
      </Text>
      {(!state || state === 'next') && triggers.length > 0 && (
        <>
          <Text as="p" variant="body-small" weight="bold">
            {t(state ? 'roadmap.when' : 'roadmap.dueWhen')}
          </Text>
          <BulletList
            size="2"
            aria-label={t('roadmap.triggersOf', { step: title })}
          >
            {triggers.map(({ text }) => (
              <li key={text}>
                {text}
                <TriggerState
                  condition={conditions.find(
                    condition =>
                      condition.from === 'roadmap' &&
                      condition.text === text &&
                      (condition.step ?? title) === title,
                  )}
                />
              </li>
            ))}
          </BulletList>
        </>
      )}
    </li>
  );
}

function TriggerState(props: { condition: MeasuredCondition | undefined }) {
  const { condition } = props;
  return condition && condition.state !== 'not-measured' ? (
    <div className={styles.head}>
      <ConditionState condition={condition} />
    </div>
  ) : null;
}
