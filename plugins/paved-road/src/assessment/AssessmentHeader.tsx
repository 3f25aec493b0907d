import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Card, CardBody, Text } from '@backstage/ui';
import {
  Advice,
  Assessment,
  requestedChangesOf,
} from '@paved-road/plugin-paved-road-common';
import { RiScales3Line } from '@remixicon/react';
import { ReactNode } from 'react';
import { announcementOf, driversBetween, RankingBars } from '../advisor';
import {
  formatAlternatives,
  formatDate,
  formatFit,
  formatList,
} from '../components/formats';
import section from '../components/Section.module.css';
import { StatusChip } from '../components/StatusChip';
import { TimeAgo } from '../components/TimeAgo';
import { useModel, useTitles } from '../model';
import { PatternPicture } from '../patterns';
import { pavedRoadTranslationRef } from '../translation';
import { Answer, answerOf, fitOf, rankOf } from './answerOf';
import styles from './assessment.module.css';
import { AssessmentStatusChips } from './AssessmentStatusChips';
import { Provenance } from './Provenance';

/** What was decided, how sure that is, and by whom: the first thing to read. */
export function AssessmentHeader(props: {
  assessment: Assessment;
  /** What to know before one relies on it. */
  notices?: ReactNode;
  actions: ReactNode;
}) {
  const { assessment, notices, actions } = props;
  const { advice, decision } = assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const answer = answerOf(assessment);
  const isOpen = answer.kind === 'open';
  const isUndecidedClose = answer.kind === 'close' && !answer.isDecided;
  const titleOf = () => {
    if (isOpen) {
      return t('header.open.title');
    }
    return isUndecidedClose && answer.other
      ? formatAlternatives([answer.pattern, answer.other].map(titles.pattern))
      : titles.pattern(answer.pattern);
  };
  return (
    <Card className={section.section}>
      <CardBody>
        <div className={styles.header}>
          <div className={styles.picture}>
            <PatternPicture
              pattern={isOpen || isUndecidedClose ? undefined : answer.pattern}
              core={isOpen ? undefined : answer.core}
            />
          </div>
          <div className={styles.main}>
            <div className={styles.top}>
              <div className={styles.title}>
                <div className={styles.line}>
                  {!isOpen && (
                    <Text as="p" color="secondary" variant="body-small">
                      {t(`header.what.${whatOf(assessment, answer)}`)}
                    </Text>
                  )}
                  <span role="status" className={styles.chips}>
                    <AssessmentStatusChips assessment={assessment} />
                    {assessment.status !== 'rejected' && (
                      <VerdictChip advice={advice} answer={answer} />
                    )}
                  </span>
                </div>
                <Text as="h2" variant="title-small" weight="bold">
                  {titleOf()}
                </Text>
              </div>
              {actions}
            </div>
            <StateNotice assessment={assessment} />
            <Override advice={advice} answer={answer} />
            {notices}
            {!(answer.kind === 'override' && decision?.rationale) && (
              <Text as="p">
                <Reason advice={advice} answer={answer} />
              </Text>
            )}
            {decision?.rationale && (
              <Text as="p" className={styles.rationale}>
                {t('header.rationale', { rationale: decision.rationale })}
              </Text>
            )}
            <RankingBars
              advice={advice}
              decided={
                answer.kind === 'override' || answer.kind === 'unsupported'
                  ? { core: answer.core, as: standingOf(assessment) }
                  : undefined
              }
            />
            <Text as="p" color="secondary" variant="body-small">
              <Provenance assessment={assessment} />
            </Text>
          </div>
        </div>
      </CardBody>
    </Card>
  );
}

/** What the title of the page names. */
function whatOf({ status }: Assessment, answer: Answer) {
  if (status === 'draft') {
    return answer.kind !== 'open' && answer.isDecided
      ? ('draft' as const)
      : ('recommendation' as const);
  }
  return status;
}

/** How far a decision has come that is not the recommendation. */
function standingOf({ status }: Assessment) {
  if (status === 'rejected') {
    return 'rejected' as const;
  }
  return status === 'draft' || status === 'submitted'
    ? ('proposed' as const)
    : ('decided' as const);
}

/** How sure the recommendation is; an override is not what it speaks for. */
function VerdictChip(props: { advice: Advice; answer: Answer }) {
  const { advice, answer } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (answer.kind === 'override') {
    return null;
  }
  const { kind } = announcementOf(advice);
  if (kind === 'none') {
    return <StatusChip tone="warning">{t('verdict.chip.none')}</StatusChip>;
  }
  return (
    <StatusChip
      tone="neutral"
      icon={kind === 'either' ? RiScales3Line : undefined}
    >
      {t(`verdict.chip.${kind}`)}
    </StatusChip>
  );
}

/** What a reviewer made of it, and what to do next. */
function StateNotice(props: { assessment: Assessment }) {
  const { assessment } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const changes = requestedChangesOf(assessment);
  if (changes) {
    return (
      <Alert
        role="note"
        icon
        status="warning"
        title={
          <Text as="span">
            {t('notice.changesRequested', {
              person: <EntityRefLink entityRef={changes.by} />,
              age: <TimeAgo at={changes.at} />,
              comment: changes.comment,
            })}
          </Text>
        }
      />
    );
  }
  if (assessment.status !== 'rejected') {
    return null;
  }
  const { by, at, comment } = assessment.review;
  return (
    <Alert
      role="note"
      icon
      status="danger"
      title={
        <Text as="span">
          {t(comment ? 'notice.rejectedBecause' : 'notice.rejected', {
            person: <EntityRefLink entityRef={by} />,
            date: formatDate(at),
            comment: comment ?? '',
          })}
        </Text>
      }
    />
  );
}

/** A decision without or against the recommendation says so itself, with its own fit. */
function Override(props: { advice: Advice; answer: Answer }) {
  const { advice, answer } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (answer.kind !== 'override' && answer.kind !== 'unsupported') {
    return null;
  }
  const { recommendation, ranking } = advice;
  return (
    <Alert
      role="note"
      icon
      status="warning"
      title={t(`header.${answer.kind}`, {
        fit: formatFit(fitOf(advice, answer.core)),
        rank: String(rankOf(advice, answer.core)),
        total: String(ranking.length),
        recommended: titles.pattern(recommendation.pattern),
      })}
    />
  );
}

/** Why, in a sentence or two. */
function Reason(props: { advice: Advice; answer: Answer }): string {
  const { advice, answer } = props;
  const titles = useTitles();
  const { patterns } = useModel();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (answer.kind === 'open') {
    return t('header.open.explanation');
  }
  const { pattern, core, other, isDecided } = answer;
  const { recommendation } = advice;
  const described =
    pattern === 'hybrid'
      ? t('header.hybrid', {
          core: titles.pattern(core),
          background: titles.pattern(recommendation.background ?? 'serverless'),
        })
      : patterns.find(({ id }) => id === pattern)?.description;
  if (answer.kind === 'close') {
    return isDecided && other
      ? [described, t('header.close.decided', { other: titles.pattern(other) })]
          .filter(Boolean)
          .join(' ')
      : t('header.close.open');
  }
  if (answer.kind !== 'clear') {
    return described ?? '';
  }
  if (!advice.ranking.some(({ eligible }) => eligible)) {
    return recommendation.text;
  }
  const speaksFor = other
    ? driversBetween(advice, core, other)
        .filter(({ points }) => points > 0)
        .slice(0, 2)
        .map(({ criterion }) => titles.criterion(criterion))
    : [];
  return [
    described,
    other &&
      recommendation.margin > 0 &&
      t('header.ahead', {
        other: titles.pattern(other),
        margin: formatFit(recommendation.margin),
        criteria: formatList(speaksFor),
      }),
    other &&
      recommendation.margin <= 0 &&
      t('header.behind', { other: titles.pattern(other) }),
    !other && t('header.alone'),
  ]
    .filter(Boolean)
    .join(' ');
}
