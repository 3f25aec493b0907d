import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { MarkdownContent } from '@backstage/core-components';
import {
  IconComponent,
  useAnalytics,
  useApp,
  useRouteRef,
} from '@backstage/core-plugin-api';
import {
  EntityRefLinks,
  entityRouteParams,
  entityRouteRef,
  FavoriteEntity,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import { pavedRoadAnnotations } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { useId } from 'react';
import { StatusChip } from '../../ui/components/StatusChip';
import { PatternPicture } from '../../ui/patterns';
import { createTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import section from '../../ui/components/Section.module.css';
import { Row } from '../../ui/components/Layout';
import styles from './create.module.css';

/**
 * A card for a template, with a picture of the pattern that its annotation `paved-road.io/pattern` names.
 * Replaces the scaffolder's card, and has all its content.
 */
export function PatternTemplateCard(props: {
  template: TemplateEntityV1beta3;
  additionalLinks?: { icon: IconComponent; text: string; url: string }[];
  onSelected?: (template: TemplateEntityV1beta3) => void;
}) {
  const { template, additionalLinks = [], onSelected } = props;
  const { name, title = name, description, tags = [] } = template.metadata;
  const t = useTexts(createTexts);
  const analytics = useAnalytics();
  const headingId = useId();
  const { allowed: mayCreate } = usePermission({
    permission: taskCreatePermission,
  });
  const pattern = readPattern(template);
  const owners = getEntityRelations(template, RELATION_OWNED_BY);
  return (
    <Card
      role="article"
      aria-labelledby={headingId}
      className={`${section.section} ${styles.card}`}
    >
      <CardHeader>
        <Flex direction="column" gap="3">
          {pattern && (
            <div className={styles.picture}>
              <PatternPicture pattern={pattern} />
            </div>
          )}
          <Flex justify="between" gap="2" align="start">
            <div style={{ overflowWrap: 'anywhere' }}>
              <Text
                as="h3"
                id={headingId}
                variant="title-x-small"
                weight="bold"
              >
                {title}
              </Text>
              <Text as="p" color="secondary" variant="body-small">
                {template.spec.type}
              </Text>
            </div>
            <FavoriteEntity
              entity={template}
              size="small"
              style={{ flex: 'none' }}
            />
          </Flex>
        </Flex>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <MarkdownContent
            className={styles.body}
            content={description ?? t('template.noDescription')}
          />
          {tags.length > 0 && (
            <Row align="stretch">
              {tags.map(tag => (
                <StatusChip key={tag} tone="neutral">
                  {tag}
                </StatusChip>
              ))}
            </Row>
          )}
          <TemplateLinkList template={template} links={additionalLinks} />
        </Flex>
      </CardBody>
      <CardFooter>
        <Row justify="between">
          {owners.length > 0 && (
            <EntityRefLinks entityRefs={owners} defaultKind="Group" />
          )}
          {mayCreate && (
            <Button
              aria-label={t('template.chooseOf', { template: title })}
              onPress={() => {
                analytics.captureEvent('click', 'Template has been opened');
                onSelected?.(template);
              }}
            >
              {t('template.choose')}
            </Button>
          )}
        </Row>
      </CardFooter>
    </Card>
  );
}

/** Links to the template's page, its documentation and its other links. */
function TemplateLinkList(props: {
  template: TemplateEntityV1beta3;
  links: { icon: IconComponent; text: string; url: string }[];
}) {
  const { template, links } = props;
  const t = useTexts(createTexts);
  const entityRoute = useRouteRef(entityRouteRef);
  const app = useApp();
  const all = [
    {
      url: entityRoute(entityRouteParams(template)),
      text: t('template.details'),
      icon: app.getSystemIcon('kind:template'),
    },
    ...links,
    ...(template.metadata.links ?? []).map(({ url, title, icon }) => ({
      url,
      text: title ?? url,
      icon: icon ? app.getSystemIcon(icon) : undefined,
    })),
  ];
  return (
    <Row gap="4" align="stretch">
      {all.map(({ url, text, icon: Icon }) => (
        <Link key={`${text} ${url}`} href={url}>
          {Icon && <Icon fontSize="inherit" />} {text}
        </Link>
      ))}
    </Row>
  );
}

function readPattern({ metadata }: Entity) {
  const named = metadata.annotations?.[pavedRoadAnnotations.pattern];
  return plainPatterns.find(pattern => pattern === named);
}
