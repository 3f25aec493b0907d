import { Text } from '@backstage/ui';
import {
  CrossedFlip,
  Drift,
  Measured,
  MeasuredCondition,
  NearFlip,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { ConditionState, reachedAt } from '../../ui/components/ConditionState';
import { formatDate, formatMeasure } from '../../ui/formats';
import { MoreButton } from '../../ui/components/MoreButton';
import { Section } from '../../ui/components/Section';
import { SourceText } from '../../ui/components/SourceText';
import { Sparkline } from '../../ui/components/Sparkline';
import { StatusChip } from '../../ui/components/StatusChip';
import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './measured.module.css';
import { BulletList, PlainList, Row } from '../../ui/components/Layout';
import { answerTo } from './measuredStory';

export function MeasuredFlips(props: { measured: Measured }) {
  const { measured } = props;
  const { crossed, near } = measured;
  const t = useTexts(measuredTexts);
  return (
    <Section title={t('measured.flipsTitle')}>
      <PlainList gap="0">
        {[...crossed, ...near].map(flip => (
          <Flip
            key={`${flip.path} ${flip.direction} ${flip.threshold}`}
            flip={flip}
            measured={measured}
          />
        ))}
      </PlainList>
    </Section>
  );
}

function Flip(props: { flip: CrossedFlip | NearFlip; measured: Measured }) {
  const { flip, measured } = props;
  const t = useTexts(measuredTexts);
  const answer = answerTo(measured, flip);
  const unit = answer?.unit ?? flip.unit;
  const value = answer?.value ?? flip.value;
  const crossedText = ({ since, beforeApproval }: CrossedFlip) =>
    beforeApproval
      ? t('measured.crossedBefore')
      : t('measured.crossed', { date: formatDate(since) });
  return (
    <li className={styles.item}>
      <Text as="p">{flip.text}</Text>
      <Row gap="3">
        <StatusChip tone={'since' in flip ? 'danger' : 'warning'}>
          {'since' in flip ? crossedText(flip) : t('measured.isNear')}
        </StatusChip>
        <Text color="secondary" variant="body-small">
          {t('measured.flipAt', {
            value: formatMeasure(value, unit),
            threshold: formatMeasure(flip.threshold, unit),
          })}
        </Text>
        {answer && (
          <Sparkline points={answer.points} threshold={flip.threshold} />
        )}
      </Row>
    </li>
  );
}

const urgency: MeasuredCondition['state'][] = ['reached', 'near', 'not-yet'];

/** Conditions by urgency; unmeasured ones are collapsed. */
export function MeasuredConditions(props: {
  measured: Pick<Measured, 'conditions'>;
}) {
  const { conditions } = props.measured;
  const t = useTexts(measuredTexts);
  const [showsAll, setShowsAll] = useState(false);
  const known = urgency.flatMap(state =>
    conditions.filter(condition => condition.state === state),
  );
  const unknown = conditions.filter(({ state }) => state === 'not-measured');
  const showsUnknown = showsAll || known.length === 0;
  return (
    <Section title={t('measured.conditionsTitle')}>
      <PlainList gap="0">
        {[...known, ...(showsUnknown ? unknown : [])].map(condition => (
          <ConditionItem
            key={`${condition.from} ${condition.step} ${condition.text}`}
            condition={condition}
          />
        ))}
      </PlainList>
      {known.length > 0 && unknown.length > 0 && (
        <MoreButton
          isExpanded={showsAll}
          more={t('measured.notMeasuredConditions', { count: unknown.length })}
          fewer={t('measured.hideOthers')}
          onChange={setShowsAll}
        />
      )}
    </Section>
  );
}

function ConditionItem(props: { condition: MeasuredCondition }) {
  const { condition } = props;
  const { from, step, text, value, points = [] } = condition;
  const t = useTexts(measuredTexts);
  const threshold = reachedAt(condition);
  const share =
    value === undefined || !threshold
      ? undefined
      : Math.min(Math.max(value / threshold, 0), 1);
  return (
    <li className={styles.item}>
      <Text as="p">{text}</Text>
      <Text as="p" color="secondary" variant="body-small">
        {from === 'roadmap' && step
          ? t('measured.from.roadmap', { step })
          : t(
              from === 'roadmap'
                ? 'measured.from.roadmapStep'
                : `measured.from.${from}`,
            )}
      </Text>
      <Row gap="3">
        <ConditionState condition={condition} />
        <span className={styles.way}>
          {share !== undefined && (
            <span className={styles.bar} aria-hidden>
              <span
                className={styles.done}
                style={{ inlineSize: `${share * 100}%` }}
              />
            </span>
          )}
          <Sparkline points={points} threshold={threshold} />
        </span>
      </Row>
    </li>
  );
}

/** Differences between the decision and the observed architecture, with evidence. */
export function MeasuredDrift(props: { drift: Drift[] }) {
  const t = useTexts(measuredTexts);
  return (
    <Section title={t('measured.driftTitle')}>
      <PlainList gap="0">
        {props.drift.map(({ id, text, evidence }) => (
          <li key={`${id} ${text}`} className={styles.item}>
            <Text as="p">{text}</Text>
            <BulletList size="2">
              {evidence.map(({ text: seen, source }) => (
                <li key={`${seen} ${source}`}>
                  {t('measured.evidence', {
                    text: seen,
                    source: <SourceText source={source} />,
                  })}
                </li>
              ))}
            </BulletList>
          </li>
        ))}
      </PlainList>
    </Section>
  );
}
