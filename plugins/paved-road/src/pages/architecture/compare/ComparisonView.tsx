import { Flex, Text } from '@backstage/ui';
import { AdviceComparison, Risk } from '@paved-road/plugin-paved-road-common';
import { compareAdvice } from '@paved-road/plugin-paved-road-common/advisor';
import { useMemo, useState } from 'react';
import { MoreButton } from '../../../ui/components/MoreButton';
import { useTitles } from '../../../ui/model';
import { compareTexts } from './texts';
import { advisorTexts } from '../../../features/advice/texts';
import { componentsTexts } from '../../../ui/components/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { CompareRow, CompareTable } from '../../../ui/components/CompareTable';
import styles from './compare.module.css';
import {
  ComparedSide,
  useCauseRows,
  useRatingRows,
  useResultRows,
} from './useCompareRows';

const ratingsShown = 6;

/** Differences between two results, their causes, and both side by side. */
export function ComparisonView(props: {
  before: ComparedSide;
  after: ComparedSide;
}) {
  const { before, after } = props;
  const t = useTexts(compareTexts);
  const comparison = useMemo(
    () => compareAdvice(before.result, after.result),
    [before.result, after.result],
  );
  const results = useResultRows(comparison, props);
  const causes = useCauseRows(comparison);
  const ratings = useRatingRows(comparison);
  const changes = results.filter(({ changed }) => changed);
  const sides = { before: before.title, after: after.title };
  return (
    <Flex direction="column" gap="5">
      <section aria-label={t('compare.changes')}>
        <Text as="h3" variant="body-medium" weight="bold">
          {t('compare.changes')}
        </Text>
        {changes.length === 0 ? (
          <Text as="p">{t('compare.same')}</Text>
        ) : (
          <ul className={styles.list}>
            {changes.map(({ id, label, ...change }) => (
              <li key={id}>
                {t('compare.change', {
                  title: label,
                  before: change.before,
                  after: change.after,
                })}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label={t('compare.causes')}>
        <Text as="h3" variant="body-medium" weight="bold">
          {t('compare.causes')}
        </Text>
        {causes.length === 0 ? (
          <Text as="p">{t('compare.noCauses')}</Text>
        ) : (
          <CompareTable label={t('compare.causes')} rows={causes} {...sides} />
        )}
      </section>
      <RiskChanges comparison={comparison} />
      <section aria-label={t('compare.table')}>
        <Text as="h3" variant="body-medium" weight="bold">
          {t('compare.table')}
        </Text>
        <CompareTable
          label={t('compare.table')}
          rows={results}
          marksChanges
          {...sides}
        />
      </section>
      {ratings.length > 0 && (
        <section aria-label={t('compare.ratings')}>
          <Text as="h3" variant="body-medium" weight="bold">
            {t('compare.ratings')}
          </Text>
          <RatingTable rows={ratings} {...sides} />
        </section>
      )}
    </Flex>
  );
}

/** Shows the first criteria only, because two entities often differ in many. */
function RatingTable(props: {
  rows: CompareRow[];
  before: string;
  after: string;
}) {
  const { rows, before, after } = props;
  const t = useTexts(compareTexts);
  const [isExpanded, setExpanded] = useState(false);
  const hidden = rows.length - ratingsShown;
  return (
    <Flex direction="column" gap="2">
      <CompareTable
        label={t('compare.ratings')}
        rows={isExpanded ? rows : rows.slice(0, ratingsShown)}
        before={before}
        after={after}
      />
      {hidden > 0 && (
        <MoreButton
          isExpanded={isExpanded}
          more={t('compare.moreRatings', { count: hidden })}
          fewer={t('compare.fewerRatings')}
          onChange={setExpanded}
        />
      )}
    </Flex>
  );
}

/** New and removed risks and limits. */
function RiskChanges(props: { comparison: AdviceComparison }) {
  const { risks, patterns, placements } = props.comparison;
  const t = useTexts(compareTexts, advisorTexts, componentsTexts);
  const titles = useTitles();
  const riskLine = ({ title, severity, subject }: Risk) =>
    t('compare.riskLine', {
      title,
      severity: t(`risks.severity.${severity}`),
      subject: t(`risks.subject.${subject.kind}`, {
        pattern: titles.subject(subject.placement ?? subject.pattern),
      }),
    });
  const listRiskLines = (side: 'appeared' | 'gone') => [
    ...risks[side].map(riskLine),
    ...patterns.flatMap(({ pattern, vetoes }) =>
      vetoes[side].map(({ text }) =>
        t('compare.vetoLine', { pattern: titles.pattern(pattern), text }),
      ),
    ),
    ...placements.flatMap(({ placement, vetoes }) =>
      vetoes[side].map(({ text }) =>
        t('compare.vetoLine', { pattern: titles.placement(placement), text }),
      ),
    ),
  ];
  const sides = (['appeared', 'gone'] as const)
    .map(side => ({ side, lines: listRiskLines(side) }))
    .filter(({ lines }) => lines.length > 0);
  return sides.length === 0 ? null : (
    <section aria-label={t('compare.risks')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('compare.risks')}
      </Text>
      <Flex direction="column" gap="2">
        {sides.map(({ side, lines }) => (
          <div key={side}>
            <Text as="p" color="secondary">
              {t(`compare.${side}`)}
            </Text>
            <ul className={styles.list} aria-label={t(`compare.${side}`)}>
              {lines.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))}
      </Flex>
    </section>
  );
}
