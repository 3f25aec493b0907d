import { stringifyEntityRef } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  pavedRoadAnnotations,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import {
  templateFormData,
  usePatternTemplates,
  useTemplateLink,
} from '../../data/links/useTemplateLink';
import { useTitles } from '../../ui/model';
import { templateLinksTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './TemplateLinks.module.css';

/** Links to the templates for a pattern, prefilled with known values. */
export function TemplateLinks(props: {
  pattern: PlainPattern;
  /** The pattern for background work of a hybrid. */
  background?: PlainPattern;
  /** Known values by parameter name. */
  values: JsonObject;
  /** The link text for a template title. */
  text: (template: string) => string;
  variant?: 'primary' | 'secondary';
  /** Whether the page must lose its state. */
  isFreshPage?: boolean;
}) {
  const { pattern, background, values, text, isFreshPage } = props;
  const t = useTexts(templateLinksTexts);
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
        title={t('template.failed')}
        onRetry={templates.retry}
      />
    );
  }
  if (templates.value?.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('template.missing', {
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
            variant={props.variant ?? 'primary'}
            className={styles.link}
            target={isFreshPage ? '_top' : undefined}
            href={templateLink(templateRef, templateFormData(template, values))}
          >
            {text(title)}
          </ButtonLink>
        );
      })}
      {templates.value && background && (
        <Text as="p" color="secondary" variant="body-small">
          {t('template.background', {
            background: titles.pattern(background),
          })}
        </Text>
      )}
    </Flex>
  );
}
