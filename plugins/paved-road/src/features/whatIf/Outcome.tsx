import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { isPlaced, RequirementsToRelax } from '../advice';
import { useSummaryRows } from '../compare/useSummaryRows';
import { AnswerNotices } from '../form';
import { CompareTable } from '../../ui/components/CompareTable';
import { whatIfTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './whatIf.module.css';

/** The stored result next to the changed one, line by line. */
export function Outcome(props: {
  before: Advice;
  after: Advice;
  isPending: boolean;
}) {
  const { before, after, isPending } = props;
  const t = useTexts(whatIfTexts);
  const rows = useSummaryRows(before, after);
  return (
    // Announce only the outcome, not each pending update.
    <div role="status" aria-busy={isPending} className={styles.outcome}>
      <CompareTable
        isCompact
        label={t('whatIf.title')}
        before={t('whatIf.summary.before')}
        after={t('whatIf.summary.after')}
        rows={rows}
      />
      {isPlaced(after) && (
        <RequirementsToRelax languageModel={after.languageModel} />
      )}
      <AnswerNotices
        notices={after.notices.filter(
          ({ id, text }) =>
            // Its field shows it.
            id !== 'free-resource' &&
            !before.notices.some(known => known.text === text),
        )}
      />
      {before.modelVersion !== after.modelVersion && (
        <Text as="p" variant="body-small">
          {t('whatIf.otherModel', {
            before: before.modelVersion,
            after: after.modelVersion,
          })}
        </Text>
      )}
    </div>
  );
}
