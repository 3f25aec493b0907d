import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_SOURCE_LOCATION,
} from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Text } from '@backstage/ui';
import { CodeBlock } from '../../ui/components/Code';
import { useTexts } from '../../ui/texts/useTexts';
import { CopyDialog } from '../../features/copy/CopyDialog';
import { scorecardTexts } from './texts';

/** Shows the lines of catalog-info.yaml that locate the repository of the entity. */
export function SourceLocationDialog(props: { onClose: () => void }) {
  const { name, annotations } = useEntity().entity.metadata;
  const t = useTexts(scorecardTexts);
  const editUrl = annotations?.[ANNOTATION_EDIT_URL];
  const lines = [
    'metadata:',
    '  annotations:',
    `    ${ANNOTATION_SOURCE_LOCATION}: url:https://git.example.com/team/${name}/`,
  ].join('\n');
  return (
    <CopyDialog
      title={t('scorecard.source.title')}
      text={lines}
      copyLabel={t('scorecard.source.copy')}
      actions={
        editUrl && (
          <ButtonLink
            variant="secondary"
            href={editUrl}
            target="_blank"
            rel="noopener"
          >
            {t('scorecard.source.edit')}
          </ButtonLink>
        )
      }
      onClose={props.onClose}
    >
      <Text as="p">{t('scorecard.source.explanation')}</Text>
      <CodeBlock>{lines}</CodeBlock>
    </CopyDialog>
  );
}
