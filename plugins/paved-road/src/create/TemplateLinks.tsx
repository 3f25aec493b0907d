import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  pavedRoadAnnotations,
  PlainPattern,
  Profile,
} from '@paved-road/plugin-paved-road-common';
import { ErrorAlert } from '../components/ErrorAlert';
import { useTemplateLink } from '../components/useTemplateLink';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import { templateFormData } from './templateFormData';
import { usePatternTemplates } from './usePatternTemplates';

/** Leads to the templates for a pattern, with the answers filled in where a template asks for them. */
export function TemplateLinks(props: {
  pattern: PlainPattern;
  profile: Profile;
}) {
  const { pattern, profile } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const templateLink = useTemplateLink();
  const templates = usePatternTemplates(pattern);
  if (!templateLink) {
    return null;
  }
  if (templates.error) {
    return (
      <ErrorAlert
        error={templates.error}
        title={t('advisor.template.failed')}
        onRetry={templates.retry}
      />
    );
  }
  if (templates.value?.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('advisor.template.missing', {
          pattern: titles.pattern(pattern),
          annotation: `${pavedRoadAnnotations.pattern}: ${pattern}`,
        })}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2" align="start">
      {templates.value?.map(template => {
        const { name, title = name } = template.metadata;
        const templateRef = stringifyEntityRef(template);
        return (
          <ButtonLink
            key={templateRef}
            href={templateLink(
              templateRef,
              templateFormData(template, profile),
            )}
          >
            {t('advisor.template.continue', { template: title })}
          </ButtonLink>
        );
      })}
    </Flex>
  );
}
