import { Text } from '@backstage/ui';
import { useState } from 'react';
import { MoreButton } from '../../ui/components/MoreButton';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AdviceAxis } from './axes';
import { AdviceCard } from './AdviceCard';
import { BulletList } from '../../ui/components/Layout';
import { FlipCondition, FlipOutcome } from './FlipCondition';

const shownAtFirst = 3;

/** What would change the answer; the rest of the list unfolds in place. */
export function FlipsCard(props: { axes: AdviceAxis[] }) {
  const { axes } = props;
  const t = useTexts(advisorTexts);
  const titles = useTitles();
  const [showsAll, setShowsAll] = useState(false);
  const rows = alternate(axes);
  const without = [...new Set(axes.flatMap(axis => axis.without))];
  const rest = rows.length - shownAtFirst;
  // A decision against the recommendation, or for one of two, stays what it is.
  const isOfRecommendation = axes.some(
    ({ isDecided, kind, subject, recommended }) =>
      kind === 'either' ||
      (isDecided && subject !== undefined && !recommended.includes(subject)),
  );
  return (
    <AdviceCard
      title={t(isOfRecommendation ? 'flips.recommendation' : 'flips.title')}
    >
      {rows.length === 0 ? (
        <Text as="p" variant="body-small">
          {t('flips.none')}
        </Text>
      ) : (
        <BulletList>
          {(showsAll ? rows : rows.slice(0, shownAtFirst)).map(row => (
            <li key={`${row.kind} ${row.id} ${'placement' in row.flip}`}>
              <FlipCondition row={row} isShort={!showsAll} /> {'→ '}
              <FlipOutcome row={row} isShort={!showsAll} />
            </li>
          ))}
        </BulletList>
      )}
      {showsAll && without.length > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          {t('flips.without', { count: without.length })}
          {': '}
          {without.map(titles.field).join(' · ')}
        </Text>
      )}
      {(rest > 0 || without.length > 0) && (
        <MoreButton
          isExpanded={showsAll}
          more={rest > 0 ? t('flips.more', { count: rest }) : t('flips.rest')}
          fewer={t('flips.fewer')}
          onChange={setShowsAll}
        />
      )}
    </AdviceCard>
  );
}

/** Flips of the choices in turn, so that each has one among the first. */
function alternate(axes: AdviceAxis[]) {
  const longest = Math.max(...axes.map(({ flips }) => flips.length));
  return Array.from({ length: longest }, (_, index) =>
    axes.flatMap(({ flips }) => flips.slice(index, index + 1)),
  ).flat();
}
