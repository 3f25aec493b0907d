import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { RefObject } from 'react';
import { ErrorAlert } from '../../../components/ErrorAlert';
import { Section } from '../../../components/Section';
import { pavedRoadTranslationRef } from '../../../translation';
import { CheckTrial } from './CheckTrial';
import { RulePackWorkbench } from './RulePackWorkbench';
import { TrialStart } from './TrialStart';
import type { useEditPack } from './useEditPack';

/** Where somebody tries a rule pack before it is active, and single checks. */
export function RulePackTrial(props: {
  rules: ActiveRules;
  editor: Omit<ReturnType<typeof useEditPack>, 'replacing'>;
  /** Takes the focus when a pack is edited. */
  cardRef: RefObject<HTMLDivElement>;
}) {
  const { rules, cardRef } = props;
  const { draft, change, discard, editing, edit } = props.editor;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      <Section
        headingLevel="h2"
        title={t('rules.trial.title')}
        cardRef={cardRef}
        actions={
          draft && (
            <Button size="small" variant="secondary" onPress={discard}>
              {t('rules.trial.discard')}
            </Button>
          )
        }
      >
        <Flex direction="column" gap="4">
          {editing.error && (
            <ErrorAlert
              error={editing.error}
              title={t('rules.trial.editFailed')}
            />
          )}
          {draft ? (
            <RulePackWorkbench draft={draft} onDraftChange={change} />
          ) : (
            <TrialStart
              rules={rules}
              isLoading={editing.loading}
              onEdit={edit}
              onText={text => change({ text, origin: text })}
            />
          )}
        </Flex>
      </Section>
      <Section headingLevel="h2" title={t('rules.dryRun.title')}>
        <Flex direction="column" gap="4">
          <Text as="p">{t('rules.dryRun.explanation')}</Text>
          <CheckTrial rules={rules} draftText={draft?.text} />
        </Flex>
      </Section>
    </>
  );
}
