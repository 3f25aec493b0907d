import { Entity } from '@backstage/catalog-model';
import { EntityStatusItem } from '@backstage/catalog-model/alpha';
import { Link } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import {
  Assessment,
  ingestionStatusType,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import { patternSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { ReactNode } from 'react';
import { AssessmentStatusChips } from '../../features/decision/AssessmentStatusChips';
import {
  currentPattern,
  currentPlacement,
  useOutcomeText,
} from '../../features/decision/answer';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { StatusChip } from '../../ui/components/StatusChip';
import { useTitles } from '../../ui/model';
import { SubjectTitle } from '../../ui/patterns';
import { entityCardTexts } from './texts';
import { advisorTexts } from '../../features/advice/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { BulletList } from '../../ui/components/Layout';
import styles from './entityCard.module.css';

/** The decided and declared pattern of an entity, with the status of the decision. */
export function CardDecision(props: {
  entity: Entity;
  assessment: {
    error?: Error;
    value?: { counting?: Assessment };
    retry: () => void;
  };
}) {
  const { entity, assessment } = props;
  const t = useTexts(entityCardTexts, advisorTexts);
  const titles = useTitles();
  const outcomeText = useOutcomeText();
  const { error, value, retry } = assessment;
  const declared = patternSchema.safeParse(
    entity.metadata.annotations?.[pavedRoadAnnotations.pattern],
  ).data;
  if (error && !value) {
    return (
      <ErrorAlert
        error={error}
        title={t('entityCard.decisionFailed')}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return null;
  }
  const { counting } = value;
  const decided = counting && currentPattern(counting);
  const placement = counting && currentPlacement(counting);
  return (
    <DescriptionList
      isStacked
      items={{
        [t('entityCard.pattern')]: (
          <span className={styles.line}>
            {decided ? <SubjectTitle subject={decided} /> : patternText()}
            {counting && declared && decided !== declared && (
              <StatusChip tone={decided ? 'warning' : 'neutral'}>
                {t('entityCard.declared', {
                  pattern: titles.pattern(declared),
                })}
              </StatusChip>
            )}
          </span>
        ),
        [t('placement.axis')]: placement && (
          <SubjectTitle subject={placement} />
        ),
        [t('entityCard.decision')]: counting ? (
          <span className={styles.line}>
            <AssessmentStatusChips assessment={counting} />
          </span>
        ) : (
          t('entityCard.none')
        ),
      }}
    />
  );

  function patternText(): string {
    // The standing says that answers are missing.
    if (counting && counting.standing?.id !== 'not-enough-answers') {
      return outcomeText(counting);
    }
    return declared && !counting
      ? t('entityCard.declaredOnly', { pattern: titles.pattern(declared) })
      : t('entityCard.notDeclared');
  }
}

/** Shows ingestion warnings, because the catalog pages show only errors. */
export function IngestionWarnings(props: { entity: Entity }) {
  const t = useTexts(entityCardTexts);
  const warnings = readWarnings(props.entity);
  if (warnings.length === 0) {
    return null;
  }
  const title = t('entityCard.warnings', { count: warnings.length });
  return (
    <Notice
      role="note"
      title={title}
      description={
        <BulletList aria-label={title}>
          {warnings.map(warning => (
            <li key={warning}>{withLinks(warning)}</li>
          ))}
        </BulletList>
      }
    />
  );
}

function readWarnings(entity: Entity): string[] {
  const { status } = entity as Entity & {
    status?: { items?: EntityStatusItem[] };
  };
  return (status?.items ?? []).flatMap(({ type, message }) =>
    type === ingestionStatusType ? [message] : [],
  );
}

/* Excludes trailing punctuation and closing brackets. */
const address = /(https?:\/\/\S*[^\s.,;:!?)\]>'"])/;

/** Turns URLs in a message into links. */
function withLinks(message: string): ReactNode[] {
  return message.split(address).map((part, index) =>
    index % 2 === 1 ? (
      <Link
        key={`${index} ${part}`}
        href={part}
        color="warning"
        variant="body-small"
      >
        {part}
      </Link>
    ) : (
      part
    ),
  );
}
