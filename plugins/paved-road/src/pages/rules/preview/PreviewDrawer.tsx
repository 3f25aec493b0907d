import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Flex,
  Select,
  Text,
} from '@backstage/ui';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import { Row } from '../../../ui/components/Layout';
import { useAction } from '../../../data/queries/useAction';
import { ConfirmDialog } from '../../../ui/components/ConfirmDialog';
import { Dialog } from '../../../ui/components/Dialog';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { Loading } from '../../../ui/components/Loading';
import { rulesTexts } from '../texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { CheckPreview } from './CheckPreview';
import { PackEditor } from './PackEditor';
import { newPackText, outlinePack } from './packText';
import { usePackDraft } from './usePackDraft';

/** The selected change; empty before a selection. */
export interface PreviewTarget {
  packName?: string;
  /** Id of a check of the pack. */
  checkId?: string;
}

/** A lazily loaded drawer to preview changes of the rules. */
export default function PreviewDrawer(props: {
  rules: ActiveRules;
  target: PreviewTarget;
  onClose: () => void;
}) {
  const { rules, target, onClose } = props;
  const t = useTexts(rulesTexts);
  const { draft, change, discard, editing, replacing } = usePackDraft();
  useEffect(() => {
    const { packName } = target;
    // Keep the draft of the same pack.
    if (packName && (!draft || outlinePack(draft.text).name !== packName)) {
      void editing.run(packName);
    }
    // Only when the drawer opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <Dialog
      title={t('rules.editor.title')}
      isDrawer
      keepsInput
      width="52rem"
      close={null}
      error={editing.error}
      failed={t('rules.editor.editFailed')}
      onClose={onClose}
    >
      {editing.isPending && <Loading />}
      {draft ? (
        <PackEditor
          // Another draft needs new fields.
          key={draft.origin}
          draft={draft}
          checkId={target.checkId}
          onDraftChange={change}
          onDiscard={discard}
        />
      ) : (
        <Start
          rules={rules}
          isLoading={editing.isPending}
          onEdit={name => void editing.run(name)}
          onText={text => change({ text, origin: text })}
        />
      )}
      <Accordion>
        <AccordionTrigger level={3} title={t('rules.checkPreview.title')} />
        <AccordionPanel>
          <Flex direction="column" gap="4">
            <Text as="p">{t('rules.checkPreview.explanation')}</Text>
            <CheckPreview rules={rules} draftText={draft?.text} />
          </Flex>
        </AccordionPanel>
      </Accordion>
      {replacing && (
        <ConfirmDialog
          title={t('rules.editor.replace.title')}
          explanation={t('rules.editor.replace.explanation')}
          confirm={t('rules.editor.replace.confirm')}
          keep={t('rules.editor.replace.keep')}
          onConfirm={replacing.confirm}
          onClose={replacing.keep}
        />
      )}
    </Dialog>
  );
}

/** Offers the starting points for a rule pack. */
function Start(props: {
  rules: ActiveRules;
  isLoading: boolean;
  onEdit: (packName: string) => void;
  onText: (text: string) => void;
}) {
  const { rules, isLoading, onEdit, onText } = props;
  const t = useTexts(rulesTexts);
  const packs = rules.items.map(({ metadata }) => metadata);
  const [name, setName] = useState(packs.at(0)?.name);
  const chosen = packs.find(pack => pack.name === name);
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{t('rules.editor.explanation')}</Text>
      {packs.length > 1 && (
        <Select
          label={t('rules.editor.pack')}
          options={packs.map(pack => ({ value: pack.name, label: pack.title }))}
          value={name ?? null}
          onChange={value => setName(String(value))}
        />
      )}
      <Row>
        {chosen && (
          <Button isPending={isLoading} onPress={() => onEdit(chosen.name)}>
            {t('rules.editor.editPack', { pack: chosen.title })}
          </Button>
        )}
        <Button variant="secondary" onPress={() => onText(newPackText(rules))}>
          {t('rules.editor.new')}
        </Button>
        <OpenFile onText={onText} />
      </Row>
    </Flex>
  );
}

/** Reads a rule pack from a local file. */
function OpenFile(props: { onText: (text: string) => void }) {
  const { onText } = props;
  const t = useTexts(rulesTexts);
  const input = useRef<HTMLInputElement>(null);
  const reading = useAction(async (file: File) => onText(await file.text()));
  return (
    <>
      <Button variant="secondary" onPress={() => input.current?.click()}>
        {t('rules.editor.openFile')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json"
        aria-label={t('rules.editor.file')}
        tabIndex={-1}
        hidden
        onChange={event => {
          const [file] = event.target.files ?? [];
          // The same file can be opened again.
          event.target.value = '';
          if (file) {
            void reading.run(file);
          }
        }}
      />
      <ErrorAlert error={reading.error} title={t('rules.editor.openFailed')} />
    </>
  );
}
