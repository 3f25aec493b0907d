import { stringifyEntityRef } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  pavedRoadAnnotations,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { ErrorAlert } from '../components/ErrorAlert';
import {
  templateFormData,
  usePatternTemplates,
  useTemplateLink,
} from '../components/useTemplateLink';
import { useTitles } from '../model';
import { createTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import styles from './create.module.css';

/** Leads to the templates for a pattern, filled in as far as they ask for what is known. */
export function TemplateLinks(props: {
  pattern: PlainPattern;
  /** How the background work of a hybrid runs; said beside the template for its core. */
  background?: PlainPattern;
  /** What is known, by the name of the parameter. */
  values: JsonObject;
  /** What a link says, given the title of its template. */
  text: (template: string) => string;
  variant?: 'primary' | 'secondary';
  align?: 'start' | 'end';
  /** Leaves the page for good, and with it what it remembers. */
  isFreshPage?: boolean;
  /** Says nothing where the catalog has no template for the pattern. */
  isOptional?: boolean;
}) {
  const { pattern, background, values, text, isFreshPage } = props;
  const t = useTexts(createTexts);
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
    return props.isOptional ? null : (
      <Text as="p" color="secondary">
        {t('template.missing', {
          pattern: titles.pattern(pattern),
          annotation: `${pavedRoadAnnotations.pattern}: ${pattern}`,
        })}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2" align={props.align ?? 'start'}>
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
