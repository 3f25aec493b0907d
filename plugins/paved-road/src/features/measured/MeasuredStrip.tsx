import { Button, Card, CardBody, Link, Skeleton, Text } from '@backstage/ui';
import { Measured } from '@paved-road/plugin-paved-road-common';
import { RiPulseLine, RiTimeLine } from '@remixicon/react';
import { ComponentProps, ReactNode, useId } from 'react';
import { useSystemTitle } from '../advice';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import {
  formatBesideOther,
  formatDate,
  formatDeviation,
  formatMeasure,
} from '../../ui/formats';
import section from '../../ui/components/Section.module.css';
import { StatusChip } from '../../ui/components/StatusChip';
import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './measured.module.css';
import { MeasuredScale, computeScaleDecades } from './MeasuredScale';
import {
  listMeasurements,
  predictionOff,
  Story,
  pickStory,
} from './measuredStory';
import { MeasuredState } from '../../data/assessments/useMeasured';

/** The guide to connecting a source. */
export const CONNECT_URL =
  'https://github.com/paved-road/paved-road/blob/main/docs/guides/measure.md';

const looks: Record<
  Story['kind'],
  Pick<ComponentProps<typeof StatusChip>, 'tone' | 'icon'>
> = {
  holds: { tone: 'success' },
  held: { tone: 'neutral', icon: RiTimeLine },
  close: { tone: 'warning' },
  near: { tone: 'warning' },
  'near-condition': { tone: 'warning' },
  reached: { tone: 'warning' },
  changed: { tone: 'danger' },
  'not-measured': { tone: 'neutral', icon: RiPulseLine },
};

/** Time of the newest measurement. */
const latestObservedAt = (measured: Measured): string =>
  listMeasurements(measured)
    .map(({ observedAt }) => observedAt)
    .toSorted()
    .at(-1) ?? measured.at;

/** Shows whether the decision still holds, as a picture and a sentence, with the next step if it does not. */
export function MeasuredStrip(props: {
  state: MeasuredState;
  /** Opens the measurements. */
  onShow: () => void;
  /** Absent without permission to reassess. */
  onReassess?: () => void;
}) {
  const { state, onShow, onReassess } = props;
  const t = useTexts(measuredTexts);
  const { value, error, loading, retry } = state;
  if (!value) {
    return error && !loading ? (
      <ErrorAlert error={error} title={t('measured.failed')} onRetry={retry} />
    ) : (
      <Card className={section.section}>
        <CardBody className={styles.card}>
          <div role="status" aria-label={t('measured.loading')}>
            <Skeleton width="60%" height={32} />
          </div>
        </CardBody>
      </Card>
    );
  }
  return (
    <Strip
      measured={value}
      actions={
        value.status === 'not-measured' && value.others.length === 0 ? (
          <Link href={CONNECT_URL}>{t('measured.connect')}</Link>
        ) : (
          <>
            {value.status === 'changed' && onReassess && (
              <Button size="small" onPress={onReassess}>
                {t('measured.reassess')}
              </Button>
            )}
            <Button size="small" variant="secondary" onPress={onShow}>
              {t('measured.show')}
            </Button>
          </>
        )
      }
    />
  );
}

function Strip(props: { measured: Measured; actions: ReactNode }) {
  const { measured, actions } = props;
  const t = useTexts(measuredTexts);
  const headingId = useId();
  const story = pickStory(measured);
  return (
    <Card role="region" aria-labelledby={headingId} className={section.section}>
      <CardBody className={styles.card}>
        <div className={styles.container}>
          <div className={styles.strip}>
            <div className={styles.head}>
              <Text as="h3" id={headingId} variant="body-medium" weight="bold">
                {t('measured.title')}
              </Text>
              <StatusChip {...looks[story.kind]}>
                {t(`measured.chip.${story.kind}`, {
                  date: formatDate(latestObservedAt(measured)),
                })}
              </StatusChip>
            </div>
            <div className={styles.words}>
              <StoryPicture story={story} />
              <MeasuredSentence measured={measured} story={story} />
            </div>
            <div className={styles.actions}>{actions}</div>
          </div>
        </div>
      </CardBody>
    </Card>
  );
}

/** The scale of the number in the sentence. */
function StoryPicture(props: { story: Story }) {
  const { value, expected, threshold } = storyNumbers(props.story);
  if (value === undefined) {
    return null;
  }
  return (
    <div className={styles.picture}>
      <MeasuredScale
        expected={expected}
        measured={value}
        threshold={threshold}
        reach={computeScaleDecades([[expected ?? threshold, value, threshold]])}
      />
    </div>
  );
}

/** The number of a story with its reference values. */
function storyNumbers(story: Story): {
  value?: number;
  expected?: number;
  threshold?: number;
} {
  switch (story.kind) {
    case 'changed':
    case 'near':
      return {
        value: story.answer?.value ?? story.flip?.value,
        expected: story.answer?.assumed,
        threshold: story.flip?.threshold,
      };
    case 'reached':
    case 'near-condition':
      return story.condition;
    default:
      return {};
  }
}

/** Shows whether the decision holds, and the caveats. */
function MeasuredSentence(props: { measured: Measured; story: Story }) {
  const { measured, story } = props;
  const t = useTexts(measuredTexts);
  const text = useStoryText(measured)(story);
  const numbers = listMeasurements(measured);
  const failing = numbers.filter(
    ({ failing: reason }) => reason !== undefined,
  ).length;
  const off = predictionOff(measured);
  return (
    <Text as="span">
      {[
        text,
        off &&
          t('measured.predictionOff', {
            title: off.title,
            error: formatDeviation(off.error),
          }),
        failing > 0 &&
          (failing === numbers.length
            ? t('measured.allDown')
            : t('measured.sourceDown', { count: failing })),
        measured.drift.length > 0 &&
          `${t('measured.drift', { count: measured.drift.length })}.`,
      ]
        .filter(Boolean)
        .join(' ')}
    </Text>
  );
}

/** Texts before a full stop may already end with one. */
const withoutStop = (text: string) => text.replace(/\.$/, '');

function useStoryText(measured: Measured): (story: Story) => string {
  const t = useTexts(measuredTexts);
  const systemTitle = useSystemTitle();
  const sinceText = (since: string, beforeApproval?: true) =>
    beforeApproval
      ? t('measured.beforeApproval', { date: formatDate(since) })
      : formatDate(since);
  return story => {
    switch (story.kind) {
      case 'not-measured':
        return t('measured.notMeasured');
      case 'close':
        return t('measured.close');
      case 'holds':
      case 'held':
        return t(`measured.${story.kind}`, {
          numbers: t('measured.numbers', {
            count: listMeasurements(measured).length,
          }),
          date: formatDate(latestObservedAt(measured)),
        });
      case 'reached': {
        const { text, since, beforeApproval } = story.condition;
        return t('measured.reached', {
          date: sinceText(since ?? measured.at, beforeApproval),
          condition: withoutStop(text),
        });
      }
      case 'near-condition': {
        const { text, value, unit = '' } = story.condition;
        return t('measured.nearCondition', {
          value: value === undefined ? '' : formatMeasure(value, unit),
          condition: withoutStop(text),
        });
      }
      case 'near': {
        const { flip, answer } = story;
        return t('measured.near', {
          value: formatMeasure(
            answer?.value ?? flip.value,
            answer?.unit ?? flip.unit,
          ),
          change: withoutStop(flip.text),
        });
      }
      default: {
        const { pattern, placement } = measured.measured ?? measured.assumed;
        const { answer } = story;
        const what = { answer: systemTitle(pattern, placement) };
        return [
          measured.since
            ? t('measured.changed', {
                ...what,
                date: sinceText(measured.since, measured.beforeApproval),
              })
            : t('measured.changedNow', what),
          answer &&
            t(
              answer.assumed === undefined
                ? 'measured.becauseOpen'
                : 'measured.because',
              {
                title: answer.title,
                value: formatMeasure(answer.value, answer.unit),
                assumed: formatBesideOther(answer.assumed ?? 0, answer.unit),
              },
            ),
        ]
          .filter(Boolean)
          .join(' ');
      }
    }
  };
}
