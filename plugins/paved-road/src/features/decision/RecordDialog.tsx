import { parseEntityRef } from '@backstage/catalog-model';
import { MarkdownContent } from '@backstage/core-components';
import { Button } from '@backstage/ui';
import { useData } from '../../data/queries/useData';
import { AsyncView } from '../../ui/components/AsyncView';
import { downloadFile } from '../../ui/browser/downloadFile';
import { CopyDialog } from '../copy/CopyDialog';
import { decisionTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './RecordDialog.module.css';

/** Shows the decision record of an assessment, to read, copy or download. */
export function RecordDialog(props: {
  assessmentId: string;
  entityRef: string;
  onClose: () => void;
}) {
  const { assessmentId, entityRef, onClose } = props;
  const t = useTexts(decisionTexts);
  const { name } = parseEntityRef(entityRef);
  const record = useData(['decisionRecord', assessmentId], api =>
    api.getDecisionRecord(assessmentId),
  );
  const markdown = record.value;

  return (
    <CopyDialog
      title={t('record.title', { entity: name })}
      width="min(60rem, calc(100vw - 2rem))"
      height="calc(100vh - 4rem)"
      text={markdown}
      copyLabel={t('record.copy')}
      copyVariant="secondary"
      actions={
        <Button
          isDisabled={markdown === undefined}
          onPress={() =>
            downloadFile(
              `${name}-architecture-decision.md`,
              new Blob([markdown ?? ''], { type: 'text/markdown' }),
            )
          }
        >
          {t('record.download')}
        </Button>
      }
      onClose={onClose}
    >
      <AsyncView state={record}>
        {text => <RecordText markdown={text} />}
      </AsyncView>
    </CopyDialog>
  );
}

function RecordText(props: { markdown: string }) {
  const t = useTexts(decisionTexts);
  const { frontMatter, body } = splitRecord(props.markdown);
  return (
    <div className={styles.record}>
      <pre
        role="group"
        aria-label={t('record.frontMatter')}
        className={styles.frontMatter}
      >
        {frontMatter}
      </pre>
      {/* With tables, and without HTML. */}
      <MarkdownContent content={body} dialect="gfm" />
    </div>
  );
}

const record = /^---\n(?<frontMatter>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/;

/** YAML front matter without its fences, and Markdown. */
function splitRecord(markdown: string) {
  const { frontMatter = '', body = markdown } =
    record.exec(markdown)?.groups ?? {};
  return { frontMatter, body };
}
