import { Text } from '@backstage/ui';
import { LostLevel as Lost } from '@paved-road/plugin-paved-road-common';
import { formatDate } from '../../ui/formats';
import { useTexts } from '../../ui/texts/useTexts';
import { checkResultTexts } from './texts';

/** When an entity lost a level, and why: "lost Bronze on Nov 6: assessment rejected". */
export function useLostLevelText(): (
  lost: Lost,
  levels: { id: string; title: string }[],
) => string {
  const t = useTexts(checkResultTexts);
  const getCause = ({ assessment, check, causes }: Lost) => {
    switch (assessment) {
      case 'draft':
      case 'submitted':
      case 'approved':
      case 'rejected':
        return t(`scorecard.lost.${assessment}`);
      case undefined:
        break;
      default:
        return t('scorecard.lost.withdrawn');
    }
    if (check) {
      return t('scorecard.lost.check', { check: check.title });
    }
    return causes.length > 0
      ? t(`scorecard.changes.cause.${causes[0]}`)
      : undefined;
  };
  return (lost, levels) => {
    const level =
      levels.find(({ id }) => id === lost.level)?.title ?? lost.level;
    const date = formatDate(lost.at);
    const cause = getCause(lost);
    return cause
      ? t('scorecard.lost.because', { level, date, cause })
      : t('scorecard.lost.on', { level, date });
  };
}

/** A lost level beside the current one. */
export function LostLevel(props: {
  lost: Lost;
  levels: { id: string; title: string }[];
}) {
  const getText = useLostLevelText();
  return (
    <Text color="secondary" variant="body-small">
      {getText(props.lost, props.levels)}
    </Text>
  );
}
