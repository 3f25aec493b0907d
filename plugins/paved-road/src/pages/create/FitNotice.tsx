import { JsonObject } from '@backstage/types';
import { Flex, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { Advice, PlainPattern } from '@paved-road/plugin-paved-road-common';
import { formatAlternatives } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { createTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { templateFit } from './templateFit';
import { TemplateLinks } from '../../features/templateLinks/TemplateLinks';

/** Whether the template fits the advice; otherwise a link to the better one with all answers. */
export function FitNotice(props: {
  advice: Advice;
  /** The pattern that the template builds. */
  pattern: PlainPattern;
  /** Form values by template parameter. */
  formData: JsonObject;
}) {
  const { advice, pattern, formData } = props;
  const t = useTexts(createTexts);
  const titles = useTitles();
  const fit = templateFit(advice, pattern);
  const besideIt =
    fit && 'background' in fit && fit.background
      ? t('create.fit.hybrid', { background: titles.pattern(fit.background) })
      : '';
  switch (fit?.kind) {
    case 'fits':
      return (
        <Notice
          status="success"
          title={t('create.fit.fits')}
          description={`${t('create.fit.fitsHere', {
            pattern: titles.pattern(advice.recommendation.pattern),
          })} ${besideIt}`}
        />
      );
    case 'close':
      return (
        <Notice
          status="info"
          title={t('create.fit.close')}
          description={`${t('create.fit.closeHere', {
            winner: titles.pattern(fit.winner),
            runnerUp: titles.pattern(fit.runnerUp),
          })} ${besideIt}`}
        />
      );
    case 'other':
      return (
        <Notice
          status="info"
          title={t('create.fit.other', {
            pattern: formatAlternatives(fit.recommended.map(titles.pattern)),
          })}
          description={
            <Flex direction="column" gap="3" align="start" mt="2">
              {fit.recommended.map(recommended => (
                <TemplateLinks
                  // Hide the templates of the previous pattern while loading.
                  key={recommended}
                  pattern={recommended}
                  values={carriedOver(formData)}
                  // The form would keep values that the other template does not have.
                  isFreshPage
                  text={template => t('create.fit.otherTemplate', { template })}
                />
              ))}
              <Text as="p">
                {t('create.fit.otherHere', {
                  pattern: titles.pattern(pattern),
                })}
              </Text>
            </Flex>
          }
        />
      );
    case 'open':
      return (
        <Notice
          status="info"
          title={t('create.fit.open')}
          description={t('create.fit.openHere')}
        />
      );
    default:
      return null;
  }
}

/** Form values to keep for the better template, without the rationale and the plan. */
function carriedOver({ rationale, plan, ...others }: JsonObject): JsonObject {
  return others;
}
