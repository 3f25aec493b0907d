import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { JsonObject, JsonValue } from '@backstage/types';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  pavedRoadAnnotations,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { ErrorAlert } from '../components/ErrorAlert';
import { useTemplateLink } from '../components/useTemplateLink';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import styles from './create.module.css';

const atMost = 5;

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

/** The templates of the catalog that say that they are for a pattern; none without one. */
export function usePatternTemplates(pattern: PlainPattern | undefined) {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(async () => {
    if (!pattern) {
      return [];
    }
    const { items } = await catalogApi.queryEntities({
      filter: {
        kind: 'template',
        [`metadata.annotations.${pavedRoadAnnotations.pattern}`]: pattern,
      },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'spec.parameters',
      ],
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: atMost,
    });
    return items;
  }, [catalogApi, pattern]);
}

/** What to fill in of a template's form: the values of those parameters that it asks for. */
export function templateFormData(
  template: Entity,
  values: JsonObject,
): JsonObject {
  const { parameters } = template.spec ?? {};
  const pages = Array.isArray(parameters) ? parameters : [parameters];
  const asked = pages.flatMap(page => Object.keys(propertiesOf(page)));
  return Object.fromEntries(
    Object.entries(values).filter(
      ([parameter, value]) => asked.includes(parameter) && value !== undefined,
    ),
  );
}

function propertiesOf(page: JsonValue | undefined): JsonObject {
  const properties = isObject(page) ? page.properties : undefined;
  return isObject(properties) ? properties : {};
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
