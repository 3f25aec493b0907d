import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import { pavedRoadAnnotations } from '@paved-road/plugin-paved-road-common';
import { patternSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { ReactNode } from 'react';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Section } from '../../ui/components/Section';
import { useModel, useTitles } from '../../ui/model';
import { formTexts } from '../../features/form/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './assessment.module.css';
import { answerLabel, suggestFromCatalog } from '../../features/form';
import { useCatalogFacts } from '../../data/assessments/useEntityAssessments';

/** Invites to the first assessment and shows facts from the catalog. */
export function EmptyAssessment(props: {
  entity: Entity;
  mayAssess: boolean;
  onStart: () => void;
}) {
  const { entity, mayAssess, onStart } = props;
  const t = useTexts(formTexts);
  return (
    <Section gap="4" title={t('empty.title')} headingLevel="h2">
      <Text as="p">{t('empty.invitation')}</Text>
      <CatalogFactList entity={entity} />
      {mayAssess ? (
        <div>
          <Button onPress={onStart}>{t('empty.start')}</Button>
        </div>
      ) : (
        <Text as="p" color="secondary">
          {t('empty.readOnly')}
        </Text>
      )}
    </Section>
  );
}

/** Catalog facts of an entity and the answers they suggest. */
function CatalogFactList(props: { entity: Entity }) {
  const { entity } = props;
  const t = useTexts(formTexts);
  const { value: facts, error } = useCatalogFacts(stringifyEntityRef(entity));
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  const systems = getEntityRelations(entity, RELATION_PART_OF, {
    kind: 'system',
  });
  return (
    <section aria-label={t('empty.facts')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('empty.facts')}
      </Text>
      <dl className={styles.facts}>
        <Fact label={t('empty.owner')}>
          {owners.length > 0 && <EntityRefLinks entityRefs={owners} />}
        </Fact>
        <Fact label={t('empty.system')}>
          {systems.length > 0 && <EntityRefLinks entityRefs={systems} />}
        </Fact>
        <Fact label={t('empty.type')}>
          {textOrUndefined(entity.spec?.type)}
        </Fact>
        <Fact label={t('empty.lifecycle')}>
          {textOrUndefined(entity.spec?.lifecycle)}
        </Fact>
        <Fact label={t('empty.pattern')}>
          <StatedPattern entity={entity} />
        </Fact>
        {facts && (
          <>
            <Fact label={t('empty.models')}>
              {String(facts.snapshot.models.length)}
            </Fact>
            <Fact label={t('empty.dependencies')}>
              {String(facts.snapshot.dependencies.length)}
            </Fact>
          </>
        )}
        <SuggestedAnswers facts={facts} />
      </dl>
      <ErrorAlert error={error} title={t('empty.factsFailed')} />
    </section>
  );
}

function SuggestedAnswers(props: {
  facts: Parameters<typeof suggestFromCatalog>[0];
}) {
  const { questions } = useModel();
  const t = useTexts(formTexts);
  const suggestions = suggestFromCatalog(props.facts, questions);
  const { llm } = suggestions;
  return (
    <>
      {llm && (
        <SuggestedFact
          label={t('form.languageModel.label')}
          answer={t('form.languageModel.yes')}
          provenance={llm.provenance}
        />
      )}
      {questions.map(question => {
        const suggestion = suggestions[question.path];
        return (
          suggestion && (
            <SuggestedFact
              key={question.path}
              label={question.title}
              answer={answerLabel(question, suggestion.answer)}
              provenance={suggestion.provenance}
            />
          )
        );
      })}
    </>
  );
}

function SuggestedFact(props: {
  label: string;
  answer: string;
  provenance: string;
}) {
  const { label, answer, provenance } = props;
  const t = useTexts(formTexts);
  return (
    <Fact label={label}>
      {answer}
      <Text as="p" variant="body-small" color="secondary">
        {t('empty.suggested', { provenance })}
      </Text>
    </Fact>
  );
}

function Fact(props: { label: string; children: ReactNode }) {
  const t = useTexts(formTexts);
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children || t('empty.notStated')}</dd>
    </div>
  );
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The annotated pattern, by title if known. */
function StatedPattern(props: { entity: Entity }) {
  const t = useTexts(formTexts);
  const titles = useTitles();
  const stated =
    props.entity.metadata.annotations?.[pavedRoadAnnotations.pattern];
  const { data: pattern } = patternSchema.safeParse(stated);
  return (
    <>{pattern ? titles.pattern(pattern) : (stated ?? t('empty.notStated'))}</>
  );
}
