import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Advice,
  AdviceRequest,
  PlainPattern,
  Question,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { announcementOf } from '../advisor';
import { Section } from '../components/Section';
import { TemplateLinks } from '../create';
import { pavedRoadTranslationRef } from '../translation';
import { AttachDialog } from './AttachDialog';
import { CopyLink } from './CopyLink';

/** Where to go with a result: to a template, to an entity, or to somebody else. */
export function NextSteps(props: {
  request: AdviceRequest;
  encoded: string | undefined;
  advice?: Advice;
  /** The first answer to correct, which the request leaves out. */
  invalid?: Question;
}) {
  const { request, encoded, advice, invalid } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
        {advice && announcementOf(advice).kind === 'none' && (
          <Text as="p">{t('advisor.noTemplate')}</Text>
        )}
        {patterns.map(pattern => (
          <TemplateLinks
            // Those of the last pattern must not stay while others are looked for.
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

/** The patterns whose templates go on from an advice: both of a close call, none where none is recommended. */
function templatePatterns(advice: Advice | undefined): PlainPattern[] {
  if (!advice?.ranking.some(({ eligible }) => eligible)) {
    return [];
  }
  const { core, runnerUp } = advice.recommendation;
  switch (announcementOf(advice).kind) {
    case 'one':
      return [core];
    case 'either':
      return runnerUp ? [core, runnerUp] : [core];
    default:
      return [];
  }
}
