import { Flex, Text } from '@backstage/ui';
import { useState } from 'react';
import { compareTexts } from '../../../features/compare/texts';
import {
  ComparedSide,
  useCompareRows,
} from '../../../features/compare/useCompareRows';
import { useSummaryRows } from '../../../features/compare/useSummaryRows';
import { CompareRow, CompareTable } from '../../../ui/components/CompareTable';
import { MoreButton } from '../../../ui/components/MoreButton';
import { useTexts } from '../../../ui/texts/useTexts';

const ratingsAtFirst = 3;

const isChangedDecision = ({ id, changed }: CompareRow) =>
  changed && (id === 'decision' || id === 'decided placement');

/** Two results in one table: what differs and why first, the rest on demand. */
export function ComparisonView(props: {
  before: ComparedSide;
  after: ComparedSide;
}) {
  const { before, after } = props;
  const t = useTexts(compareTexts);
  const [showsAll, setShowsAll] = useState(false);
  const summary = useSummaryRows(before.result.advice, after.result.advice);
  const { results, causes, risks, ratings } = useCompareRows(props);
  const inGroup = (group: string, rows: CompareRow[]) =>
    rows.map(row => ({ ...row, id: `${group} ${row.id}`, group }));
  const isSame = [...summary, ...results].every(row => !row.changed);
  const shown = [
    ...inGroup(t('compare.result'), [
      ...summary,
      ...results.filter(isChangedDecision),
    ]),
    ...inGroup(t('compare.causes'), causes),
    ...inGroup(t('compare.risks'), risks),
    ...inGroup(t('compare.ratings'), ratings.slice(0, ratingsAtFirst)),
  ];
  const rest = [
    ...inGroup(t('compare.ratings'), ratings.slice(ratingsAtFirst)),
    ...inGroup(
      t('compare.others'),
      results.filter(row => !isChangedDecision(row)),
    ),
  ];
  return (
    <Flex direction="column" gap="3">
      {isSame && <Text as="p">{t('compare.same')}</Text>}
      {causes.length === 0 && <Text as="p">{t('compare.noCauses')}</Text>}
      <CompareTable
        marksChanges
        label={t('compare.title')}
        before={before.title}
        after={after.title}
        rows={showsAll ? [...shown, ...rest] : shown}
      />
      {rest.length > 0 && (
        <MoreButton
          isExpanded={showsAll}
          more={t('compare.more', { count: rest.length })}
          fewer={t('compare.fewer')}
          onChange={setShowsAll}
        />
      )}
    </Flex>
  );
}
