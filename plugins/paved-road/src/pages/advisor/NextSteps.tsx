import { Button, Flex, Text, TextField } from '@backstage/ui';
import {
  Advice,
  AdviceRequest,
  PlainPattern,
  Question,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { classifyRecommendation } from '../../features/advice';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { useCopy } from '../../features/copy/useCopy';
import { Dialog } from '../../ui/components/Dialog';
import { EntityField } from '../../features/fleet/EntityField';
import { Section } from '../../ui/components/Section';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { EntityOption } from '../../data/entities/useEntitySearch';
import { TemplateLinks } from '../../features/templateLinks/TemplateLinks';
import { advisorPageTexts } from './texts';
import { templateLinksTexts } from '../../features/templateLinks/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { linkTo } from './useLinkedRequest';

/** Next steps for a result: use a template, attach it to an entity, or share it. */
export function NextSteps(props: {
  request: AdviceRequest;
  encoded: string | undefined;
  advice?: Advice;
  /** The first invalid answer; the request omits it. */
  invalid?: Question;
}) {
  const { request, encoded, advice, invalid } = props;
  const t = useTexts(advisorPageTexts, templateLinksTexts);
  const [isAttaching, setAttaching] = useState(false);
  const patterns = templatePatterns(advice);
  return (
    <Section title={t('advisor.next')}>
      <Flex direction="column" gap="3" align="start">
        {invalid && (
          <Text as="p">
            {t('advisor.leftOut', { question: invalid.title })}
          </Text>
        )}
        {advice && classifyRecommendation(advice).kind === 'none' && (
          <Text as="p">{t('advisor.noTemplate')}</Text>
        )}
        {patterns.map(pattern => (
          <TemplateLinks
            // Hide the templates of the previous pattern while loading.
            key={pattern}
            pattern={pattern}
            background={
              pattern === advice?.recommendation.core
                ? advice.recommendation.background
                : undefined
            }
            values={{ profile: request.profile }}
            variant={patterns.length > 1 ? 'secondary' : 'primary'}
            text={template => t('template.continue', { template })}
          />
        ))}
        <Button variant="secondary" onPress={() => setAttaching(true)}>
          {t('advisor.attach.action')}
        </Button>
        <CopyLink encoded={encoded} />
      </Flex>
      {isAttaching && (
        <AttachDialog request={request} onClose={() => setAttaching(false)} />
      )}
    </Section>
  );
}

/** The patterns to offer templates for: two in a close call, none without a recommendation. */
function templatePatterns(advice: Advice | undefined): PlainPattern[] {
  if (!advice?.ranking.some(({ eligible }) => eligible)) {
    return [];
  }
  const { core, runnerUp } = advice.recommendation;
  switch (classifyRecommendation(advice).kind) {
    case 'one':
      return [core];
    case 'either':
      return runnerUp ? [core, runnerUp] : [core];
    default:
      return [];
  }
}

/** Copies the link with all input; shows it if the browser blocks the clipboard. */
function CopyLink(props: { encoded: string | undefined }) {
  const link = linkTo(props.encoded);
  const t = useTexts(advisorPageTexts);
  const { copy, isCopied, error } = useCopy(link);
  return (
    <>
      <Flex align="center" gap="2">
        <Button variant="secondary" onPress={copy}>
          {t('advisor.link.copy')}
        </Button>
        <Text role="status" color="secondary" variant="body-small">
          {isCopied && t('advisor.link.copied')}
        </Text>
      </Flex>
      {error && (
        <TextField
          isReadOnly
          label={t('advisor.link.copyYourself')}
          value={link}
        />
      )}
    </>
  );
}

/** Saves the answers as a draft of the chosen entity, and opens it. */
function AttachDialog(props: { request: AdviceRequest; onClose: () => void }) {
  const { request, onClose } = props;
  const t = useTexts(advisorPageTexts);
  const api = usePavedRoadApi();
  const links = useEntityLinks();
  const navigate = useNavigate();
  const [entity, setEntity] = useState<EntityOption>();
  const attaching = useAction(async ({ id: entityRef }: EntityOption) => {
    const { id } = await api.createAssessment(entityRef, request);
    const query = new URLSearchParams({ assessment: id });
    navigate(`${links.architecture(entityRef)}?${query}`);
  });
  return (
    <Dialog
      title={t('advisor.attach.title')}
      actions={
        <Button
          isDisabled={!entity}
          isPending={attaching.isPending}
          onPress={() => entity && attaching.run(entity)}
        >
          {t('advisor.attach.confirm')}
        </Button>
      }
      error={attaching.error}
      failed={t('advisor.attach.failed')}
      onClose={onClose}
    >
      <Text as="p">{t('advisor.attach.explanation')}</Text>
      <EntityField
        label={t('advisor.attach.entity')}
        value={entity}
        onChange={setEntity}
      />
    </Dialog>
  );
}
