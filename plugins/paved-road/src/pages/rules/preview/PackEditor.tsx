import { Button, Flex, Select, Text } from '@backstage/ui';
import { Notice } from '../../../ui/components/Notice';
import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { lazy, Suspense, useCallback, useId, useRef, useState } from 'react';
import { Row } from '../../../ui/components/Layout';
import { useCopy } from '../../../features/copy/useCopy';
import { downloadFile } from '../../../ui/browser/downloadFile';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { Loading } from '../../../ui/components/Loading';
import { rulesTexts } from '../texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { CheckForm } from './CheckForm';
import { outlinePack, readCheck, writeCheck } from './packText';
import { PackProblems } from './PackProblems';
import styles from './preview.module.css';
import { PreviewProgress } from './PreviewProgress';
import { PreviewResult } from './PreviewResult';
import type { RulePackEditorHandle } from './LoadedRulePackEditor';
import { PackDraft, usePackProblems } from './usePackDraft';
import { usePreview } from './usePreview';

// Loaded lazily: it is large, and few people edit rules.
const RulePackEditor = lazy(() => import('./LoadedRulePackEditor'));

/** Editor for a rule pack, by form or YAML, with a preview of the effect on the fleet. */
export function PackEditor(props: {
  draft: PackDraft;
  /** Id of the check to edit first. */
  checkId?: string;
  onDraftChange: (draft: PackDraft) => void;
  onDiscard: () => void;
}) {
  const { draft, onDraftChange, onDiscard } = props;
  const t = useTexts(rulesTexts);
  const latest = useRef(draft);
  latest.current = draft;
  const { preview, starting, refusal, ...following } = usePreview(
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
  const outline = outlinePack(draft.text);
  const [checkId, setCheckId] = useState(props.checkId);
  const fields =
    checkId === undefined ? undefined : readCheck(draft.text, checkId);
  const [isYamlShown, setYamlShown] = useState(outline.checks.length === 0);
  /** Position to show when the YAML editor has loaded. */
  const place = useRef<PackProblem>();
  const editor = useRef<RulePackEditorHandle>();
  const goToPlace = useCallback((handle: RulePackEditorHandle | null) => {
    editor.current = handle ?? undefined;
    if (place.current && handle?.show(place.current)) {
      place.current = undefined;
    }
  }, []);
  const showProblem = (problem: PackProblem) => {
    if (!editor.current?.show(problem)) {
      place.current = problem;
      setYamlShown(true);
    }
  };
  const helpId = useId();
  return (
    <>
      {outline.checks.length > 0 && (
        <Select
          label={t('rules.editor.check')}
          options={outline.checks.map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          search={outline.checks.length > 10 || undefined}
          value={fields ? checkId : null}
          onChange={value => setCheckId(String(value))}
        />
      )}
      {checkId !== undefined && fields && (
        <CheckForm
          key={checkId}
          fields={fields}
          levels={outline.levels}
          onChange={change =>
            changeText(writeCheck(latest.current.text, checkId, change))
          }
        />
      )}
      {isYamlShown && (
        <>
          <div className={styles.editor}>
            <Suspense fallback={<Loading />}>
              <RulePackEditor
                handle={goToPlace}
                label={t('rules.editor.yaml')}
                descriptionId={helpId}
                value={draft.text}
                problems={problems}
                onChange={changeText}
              />
            </Suspense>
          </div>
          <Text as="p" id={helpId} color="secondary" variant="body-small">
            {t('rules.editor.keys')}
          </Text>
        </>
      )}
      {problems.length > 0 && (
        <PackProblems
          // Problems appear while typing, and only a refusal is announced.
          role={refusal?.problems === problems ? 'alert' : 'note'}
          status="danger"
          title={t('rules.editor.problems', { count: problems.length })}
          problems={problems}
          onShow={showProblem}
        />
      )}
      <Row>
        <Button
          isPending={starting.isPending}
          isDisabled={draft.text.trim() === ''}
          onPress={() => void starting.run(draft.text)}
        >
          {t('rules.editor.preview')}
        </Button>
        <Button
          variant="secondary"
          aria-expanded={isYamlShown}
          onPress={() => setYamlShown(!isYamlShown)}
        >
          {t(isYamlShown ? 'rules.editor.hideYaml' : 'rules.editor.showYaml')}
        </Button>
        <TakeAway text={draft.text} name={pack?.metadata.name} />
        <Button variant="tertiary" onPress={onDiscard}>
          {t('rules.editor.discard')}
        </Button>
      </Row>
      <ErrorAlert
        error={starting.error}
        title={t('rules.editor.previewFailed')}
      />
      <ErrorAlert
        error={following.followError}
        title={t('rules.editor.followFailed')}
      />
      {preview && draft.preview && draft.preview.text !== draft.text && (
        <Notice role="status" title={t('rules.editor.outdated')} />
      )}
      {preview && (
        <Flex direction="column" gap="4">
          <PreviewProgress
            preview={preview}
            cancelling={following.cancelling}
            onCancel={() => void following.cancelling.run(preview.id)}
            onShow={showProblem}
          />
          {preview.state === 'finished' && (
            <PreviewResult key={preview.id} preview={preview} />
          )}
        </Flex>
      )}
      <Text as="p" color="secondary" variant="body-small">
        {t('rules.editor.activate')}
      </Text>
    </>
  );
}

/** Copies or downloads the text, so that people can commit it. */
function TakeAway(props: { text: string; name: string | undefined }) {
  const { text, name = 'rule-pack' } = props;
  const t = useTexts(rulesTexts);
  const { copy, isCopied, isPending, error } = useCopy(text);
  return (
    <>
      <Button variant="secondary" isPending={isPending} onPress={copy}>
        {t('rules.editor.copy')}
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
        {t('rules.editor.download')}
      </Button>
      <Text role="status" color="secondary">
        {isCopied && t('rules.editor.copied')}
      </Text>
      <ErrorAlert error={error} title={t('rules.editor.copyFailed')} />
    </>
  );
}
