import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  pavedRoadAnnotations,
  PlainPattern,
  Profile,
} from '@paved-road/plugin-paved-road-common';
import { ErrorAlert } from '../components/ErrorAlert';
import { useTitles } from '../model';
import { selectedTemplateRouteRef } from '../routes';
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
  const templateRoute = useRouteRef(selectedTemplateRouteRef);
  const templates = usePatternTemplates(pattern);
  if (!templateRoute) {
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
        const { name, namespace = 'default', title = name } = template.metadata;
        const formData = templateFormData(template, profile);
        const query = new URLSearchParams({
          formData: JSON.stringify(formData),
        });
        return (
          <ButtonLink
            key={`${namespace}/${name}`}
            href={`${templateRoute({ namespace, templateName: name })}?${query}`}
          >
            {t('advisor.template.continue', { template: title })}
          </ButtonLink>
        );
      })}
    </Flex>
  );
}
