import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { pavedRoadTranslationRef } from '../../../translation';

/** Asks before work in the editor is lost. */
export function ReplaceDraft(props: {
  onReplace: () => void;
  onKeep: () => void;
}) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ConfirmDialog
      title={t('rules.trial.replace.title')}
      explanation={t('rules.trial.replace.explanation')}
      confirm={t('rules.trial.replace.confirm')}
      keep={t('rules.trial.replace.keep')}
      isPending={false}
      onConfirm={props.onReplace}
      onClose={props.onKeep}
    />
  );
}
