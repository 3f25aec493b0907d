import { parseEntityRef } from '@backstage/catalog-model';
import { MarkdownContent } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { pavedRoadApiRef } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { useData } from '../../data/queries/useData';
import { AsyncView } from '../../ui/components/AsyncView';
import { Dialog } from '../../ui/components/Dialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { downloadFile } from '../../ui/browser/downloadFile';
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
  const api = useApi(pavedRoadApiRef);
  const record = useData(['decisionRecord', assessmentId], () =>
    api.getDecisionRecord(assessmentId),
  );
  const markdown = record.value;
  const copying = useAction(async () => {
    await navigator.clipboard.writeText(markdown ?? '');
    return true;
  });

  return (
    <Dialog
      isOpen
      width="min(60rem, calc(100vw - 2rem))"
      height="calc(100vh - 4rem)"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('record.title', { entity: name })}</DialogHeader>
      <DialogBody>
        <AsyncView state={record}>
          {text => <RecordText markdown={text} />}
        </AsyncView>
      </DialogBody>
      <DialogFooter>
        <Flex direction="column" gap="2" className={styles.footer}>
          {copying.error && (
            <ErrorAlert error={copying.error} title={t('record.copyFailed')} />
          )}
          <Flex gap="2" align="center" justify="end" className={styles.actions}>
            <Text as="span" role="status" color="secondary">
              {copying.value && t('record.copied')}
            </Text>
            <Button
              variant="secondary"
              isDisabled={markdown === undefined}
              isPending={copying.isPending}
              onPress={() => copying.run()}
            >
              {t('record.copy')}
            </Button>
            <Button
              isDisabled={markdown === undefined}
              onPress={() =>
                downloadMarkdown(
                  `${name}-architecture-decision.md`,
                  markdown ?? '',
                )
              }
            >
              {t('record.download')}
            </Button>
            <Button variant="tertiary" onPress={onClose}>
              {t('record.close')}
            </Button>
          </Flex>
        </Flex>
      </DialogFooter>
    </Dialog>
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

/** Downloads a Markdown document as a file. */
function downloadMarkdown(fileName: string, markdown: string): void {
  downloadFile(fileName, new Blob([markdown], { type: 'text/markdown' }));
}

/** Front matter and body of a decision record. */
interface SplitRecord {
  /** YAML, without its fences. */
  frontMatter: string;
  /** Markdown. */
  body: string;
}

const record = /^---\n(?<frontMatter>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/;

function splitRecord(markdown: string): SplitRecord {
  const { frontMatter = '', body = markdown } =
    record.exec(markdown)?.groups ?? {};
  return { frontMatter, body };
}
