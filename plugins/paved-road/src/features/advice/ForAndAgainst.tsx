import { Flex, Text } from '@backstage/ui';
import { useId } from 'react';
import { formatSigned } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AdviceAxis } from './axes';
import { AdviceCard } from './AdviceCard';
import styles from './advisor.module.css';
import { BulletList } from '../../ui/components/Layout';
import { Points } from './verdict';

const atMost = 3;

/** Two axes must fit on one screen. */
const atMostOfAxis = 2;

/** The strongest points for and against what is decided or recommended, for each choice. */
export function ForAndAgainst(props: { axes: AdviceAxis[] }) {
  const { axes } = props;
  const t = useTexts(advisorTexts);
  const most = axes.length > 1 ? atMostOfAxis : atMost;
  return (
    <AdviceCard label={t('points.label')}>
      <Flex direction="column" gap="2">
        {axes.map(axis => (
          <AxisPoints
            key={axis.id}
            axis={axis}
            most={most}
            isOnly={axes.length === 1}
          />
        ))}
      </Flex>
    </AdviceCard>
  );
}

function AxisPoints(props: {
  axis: AdviceAxis;
  /** Points on each side. */
  most: number;
  isOnly: boolean;
}) {
  const { axis, most, isOnly } = props;
  const { points, subject, other, kind, isDecided } = axis;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  if (!subject) {
    return null;
  }
  const isBoth = kind === 'either' && !isDecided && other !== undefined;
  const getHeading = (id: Subject, side: 'for' | 'against') =>
    isBoth
      ? t('points.forOne', { option: titles.subject(id) })
      : t(`points.${side}`);
  const against = points.filter(found => found.points < 0).slice(0, most);
  return (
    <div>
      <Text as="p" variant="body-small" weight={isOnly ? 'regular' : 'bold'}>
        {other
          ? t('points.pair', {
              subject: titles.subject(subject),
              other: titles.subject(other),
            })
          : t('points.alone', { subject: titles.subject(subject) })}
      </Text>
      {other && (
        <div className={styles.sides}>
          <Side
            title={getHeading(subject, 'for')}
            points={points.filter(found => found.points > 0).slice(0, most)}
          />
          <Side
            title={getHeading(other, 'against')}
            points={
              isBoth
                ? against.map(found => ({ ...found, points: -found.points }))
                : against
            }
          />
        </div>
      )}
    </div>
  );
}

function Side(props: { title: string; points: Points[] }) {
  const { title, points } = props;
  const headingId = useId();
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (
    <div>
      <Text as="h3" id={headingId} variant="body-medium" weight="bold">
        {title}
      </Text>
      {points.length === 0 ? (
        <Text as="p" variant="body-small" color="secondary">
          {t('points.nothing')}
        </Text>
      ) : (
        <BulletList aria-labelledby={headingId}>
          {points.map(({ criterion, points: value }) => (
            <li key={criterion}>
              {titles.criterion(criterion)} <b>{formatSigned(value)}</b>
            </li>
          ))}
        </BulletList>
      )}
    </div>
  );
}
