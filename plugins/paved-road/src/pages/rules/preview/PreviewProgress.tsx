import { Flex, Text } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import {
  PackProblem,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { Row } from '../../../ui/components/Layout';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { formatElapsed, formatNumber } from '../../../ui/formats';
import { rulesTexts } from '../texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { SmallButton } from '../../../ui/components/SmallButton';
import { PackProblems } from './PackProblems';

export function PreviewProgress(props: {
  preview: RulesPreview;
  cancelling: { isPending: boolean; error?: Error };
  onCancel: () => void;
  /** Shows the position of a warning in the editor. */
  onShow: (warning: PackProblem) => void;
}) {
  const { preview, cancelling, onCancel } = props;
  const { state, pack, replaces, done, total, problem, warnings } = preview;
  const { startedAt, finishedAt } = preview;
  // Only available to people who see all services.
  const figures =
    done !== undefined && total !== undefined ? { done, total } : undefined;
  const t = useTexts(rulesTexts);
  const isRunning = state === 'running';
  return (
    <Flex direction="column" gap="2">
      <Row>
        <Text as="p" role="status" weight="bold">
          {t(`rules.result.headline.${state}`)}
        </Text>
        {isRunning && (
          <SmallButton isPending={cancelling.isPending} onPress={onCancel}>
            {t('rules.result.cancel')}
          </SmallButton>
        )}
      </Row>
      {isRunning && (
        <LinearProgress
          aria-label={t('rules.result.progress')}
          {...(figures &&
            figures.total > 0 && {
              variant: 'determinate',
              value: Math.min(100, (100 * figures.done) / figures.total),
            })}
        />
      )}
      <Text as="p" color="secondary">
        {[
          replaces
            ? t('rules.result.replaces', {
                ...pack,
                active: replaces.version,
              })
            : t('rules.result.beside', pack),
          figures &&
            t('rules.result.looked', {
              done: formatNumber(figures.done),
              total: formatNumber(figures.total),
            }),
          finishedAt && formatElapsed(startedAt, finishedAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {problem && <Text as="p">{problem}</Text>}
      {cancelling.error && isRunning && (
        <ErrorAlert
          error={cancelling.error}
          title={t('rules.result.cancelFailed')}
        />
      )}
      {warnings.length > 0 && (
        <PackProblems
          role="note"
          status="warning"
          title={t('rules.result.warnings', { count: warnings.length })}
          problems={warnings}
          onShow={props.onShow}
        />
      )}
    </Flex>
  );
}
