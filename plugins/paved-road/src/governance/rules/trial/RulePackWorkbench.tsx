import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, Text } from '@backstage/ui';
import { useCallback, useId, useRef } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { downloadFile } from '../../../components/downloadFile';
import { ErrorAlert } from '../../../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../../../translation';
import { OpenFile } from './OpenFile';
import { PackProblems } from './PackProblems';
import { PreviewProgress } from './PreviewProgress';
import { PreviewResult } from './PreviewResult';
import { RulePackEditor } from './RulePackEditor';
import { RulePackEditorHandle } from './RulePackEditorProps';
import styles from './RulePackTrial.module.css';
import { PackDraft } from './usePackDraft';
import { usePackProblems } from './usePackProblems';
import { usePreview } from './usePreview';

/** A rule pack in an editor, and what it would change. */
export function RulePackWorkbench(props: {
  draft: PackDraft;
  onDraftChange: (draft: PackDraft) => void;
}) {
  const { draft, onDraftChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const editor = useRef<RulePackEditorHandle>(null);
  const helpId = useId();
  const latest = useRef(draft);
  latest.current = draft;
  const { preview, starting, start, refusal, ...following } = usePreview(
    draft,
    useCallback(
      started => onDraftChange({ ...latest.current, preview: started }),
      [onDraftChange],
    ),
  );
  const { pack, problems } = usePackProblems(draft.text, refusal);
  const changeText = useCallback(
    (text: string) => onDraftChange({ ...latest.current, text }),
    [onDraftChange],
  );
  return (
    <>
      <div className={styles.editor}>
        <RulePackEditor
          handle={editor}
          label={t('rules.trial.editor')}
          descriptionId={helpId}
          value={draft.text}
          problems={problems}
          onChange={changeText}
        />
      </div>
      <Text as="p" id={helpId} color="secondary" variant="body-small">
        {t('rules.trial.keys')}
      </Text>
      {problems.length > 0 && (
        <PackProblems
          problems={problems}
          isRefused={refusal?.problems === problems}
          onShow={problem => editor.current?.show(problem)}
        />
      )}
      <div className={styles.actions}>
        <Button
          isPending={starting.loading}
          isDisabled={draft.text.trim() === ''}
          onPress={() => start(draft.text)}
        >
          {t('rules.trial.preview')}
        </Button>
        <OpenFile onText={changeText} />
        <TakeAway text={draft.text} name={pack?.metadata.name} />
      </div>
      {starting.error && (
        <ErrorAlert
          error={starting.error}
          title={t('rules.trial.previewFailed')}
        />
      )}
      {following.followError && (
        <ErrorAlert
          error={following.followError}
          title={t('rules.trial.followFailed')}
        />
      )}
      {preview && draft.preview && draft.preview.text !== draft.text && (
        <Alert
          role="status"
          icon
          status="warning"
          title={t('rules.trial.outdated')}
        />
      )}
      {preview && (
        <PreviewProgress
          preview={preview}
          cancelling={following.cancelling}
          onCancel={() => following.cancel(preview.id)}
        />
      )}
      {preview?.state === 'finished' && (
        <PreviewResult key={preview.id} preview={preview} />
      )}
      <Text as="p" color="secondary">
        {t('rules.trial.activate')}
      </Text>
    </>
  );
}

/** Takes the text to where packs become active. */
function TakeAway(props: { text: string; name: string | undefined }) {
  const { text, name = 'rule-pack' } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [copying, copy] = useAsyncFn(async () => {
    await navigator.clipboard.writeText(text);
    return text;
  }, [text]);
  return (
    <>
      <Button
        variant="secondary"
        isPending={copying.loading}
        onPress={() => void copy()}
      >
        {t('rules.trial.copy')}
      </Button>
      <Button
        variant="secondary"
        onPress={() =>
          downloadFile(
            `${name}.yaml`,
            new Blob([text], { type: 'application/yaml' }),
          )
        }
      >
        {t('rules.trial.download')}
      </Button>
      <Text as="span" role="status" color="secondary">
        {copying.value === text && t('rules.trial.copied')}
      </Text>
      {copying.error && (
        <ErrorAlert error={copying.error} title={t('rules.trial.copyFailed')} />
      )}
    </>
  );
}
