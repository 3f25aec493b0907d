import { Flex, Link, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import {
  Advice,
  LanguageModelAdvice,
  Remark,
  Veto,
} from '@paved-road/plugin-paved-road-common';
import { relateDecision } from '@paved-road/plugin-paved-road-common/advisor';
import { ReactNode } from 'react';
import { Section } from '../../ui/components/Section';
import { formatAlternatives } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { Ranked, rankedPatterns, rankedPlacements } from './ranked';
import { listDefensible } from './verdict';
import { AdviceAxis, Decided } from './axes';
import { FlipsCard } from './FlipsCard';
import { TextList } from '../../ui/components/Layout';
import { ForAndAgainst } from './ForAndAgainst';

/** The sides of the answer and its explanation, for each choice. */
export function WhySection(props: {
  advice: Advice;
  axes: AdviceAxis[];
  decided: Decided;
  questions?: ReactNode;
  figures?: ReactNode;
}) {
  const { advice, axes, decided, questions, figures } = props;
  const named = axes.filter(({ subject }) => subject !== undefined);
  return (
    <div className={styles.container}>
      <Flex direction="column" gap="3">
        <div className={styles.cards}>
          {questions ??
            (named.length > 0 && (
              <>
                <ForAndAgainst axes={named} />
                <FlipsCard axes={named} />
              </>
            ))}
          {figures}
        </div>
        <div className={styles.columns}>
          {axes.map(axis => (
            <Explanation
              key={axis.id}
              advice={advice}
              axis={axis}
              decided={decided}
            />
          ))}
        </div>
      </Flex>
    </div>
  );
}

/** Why an option is recommended and not the second best, or why none is. */
function Explanation(props: {
  advice: Advice;
  axis: AdviceAxis;
  decided: Decided;
}) {
  const { advice, axis, decided } = props;
  const { recommendation, languageModel } = advice;
  const { id, kind, text, ranked } = axis;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const isModel = id === 'model';
  const first = isModel ? languageModel?.placement : recommendation.core;
  const runnerUp = isModel ? languageModel?.runnerUp : recommendation.runnerUp;
  const getTitle = () => {
    const named = {
      winner: first ? titles.subject(first) : '',
      runnerUp: runnerUp ? titles.subject(runnerUp) : '',
    };
    switch (kind) {
      case 'one':
        return t(runnerUp ? 'why.title' : 'why.titleAlone', named);
      case 'either':
        return t('why.either', {
          patterns: formatAlternatives(
            listDefensible(advice, isModel ? 'placement' : 'pattern'),
          ),
        });
      case 'impossible':
        return t('placement.why.impossible');
      default:
        return t(isModel ? 'placement.why.none' : 'why.none');
    }
  };
  const choice = isModel ? 'placement' : 'pattern';
  const override =
    kind === 'one' &&
    relateDecision({ advice, decision: decided }, choice) === 'override' &&
    decided[choice];
  const isNothingEligible = ranked.every(({ eligible }) => !eligible);
  const isExplained =
    override ||
    isNothingEligible ||
    ranked.some(({ vetoes }) => vetoes.length > 0) ||
    (isModel ? languageModel : advice.notices.length > 0);
  // Anything else is in the header and among the points.
  if (!isExplained) {
    return null;
  }
  return (
    <Section gap="3" title={getTitle()}>
      {override && (
        <>
          <Text as="p">{text}</Text>
          <Text as="p" color="secondary">
            {t('why.override', { decided: titles.subject(override) })}
          </Text>
        </>
      )}
      {isModel ? (
        <>
          <PlacementVetoes advice={advice} />
          {languageModel && <Gateway languageModel={languageModel} />}
        </>
      ) : (
        <>
          {isNothingEligible && (
            <Notice
              title={t('why.nothingEligible', {
                winner: titles.pattern(recommendation.core),
              })}
            />
          )}
          <Vetoes advice={advice} />
          <Notices notices={advice.notices} />
        </>
      )}
    </Section>
  );
}

/** Ineligible patterns, the reasons, and what would lift the limits. */
export function Vetoes(props: { advice: Advice }) {
  const t = useTexts(advisorTexts);
  return (
    <VetoList
      label={t('veto.title')}
      ranked={rankedPatterns(props.advice)}
      getTitle={(kind, pattern) => t(`veto.${kind}`, { pattern })}
    />
  );
}

/** Impossible placements, the reasons, and what would lift the limits. */
export function PlacementVetoes(props: { advice: Advice }) {
  const t = useTexts(advisorTexts);
  return (
    <VetoList
      label={t('placement.veto.title')}
      ranked={rankedPlacements(props.advice)}
      getTitle={(kind, placement) => t(`placement.veto.${kind}`, { placement })}
    />
  );
}

/** Ineligible options, the reasons, and what would lift the limits. */
function VetoList(props: {
  label: string;
  ranked: Ranked<Subject>[];
  getTitle: (kind: Veto['kind'], subject: string) => string;
}) {
  const { label, ranked, getTitle } = props;
  const titles = useTitles();
  const excluded = ranked.flatMap(({ subject, vetoes }) =>
    [...Map.groupBy(vetoes, ({ kind }) => kind)].map(([kind, ofKind]) => ({
      subject,
      kind,
      vetoes: ofKind,
    })),
  );
  if (excluded.length === 0) {
    return null;
  }
  return (
    <ul className={styles.alerts} aria-label={label}>
      {excluded.map(({ subject, kind, vetoes }) => (
        <li key={`${subject} ${kind}`}>
          <Notice
            status="info"
            title={getTitle(kind, titles.subject(subject))}
            description={vetoes.map(veto => (
              <VetoText key={veto.id} veto={veto} />
            ))}
          />
        </li>
      ))}
    </ul>
  );
}

function VetoText(props: { veto: Veto }) {
  const { kind, text, liftedBy, source } = props.veto;
  const t = useTexts(advisorTexts);
  return (
    <p>
      {text} {/* A limit of the platform says in its text what lifts it. */}
      {kind === 'filter' &&
        liftedBy.length > 0 &&
        `${t('veto.liftedBy', { remedies: liftedBy.join('; ') })} `}
      {t('source', { source })}
    </p>
  );
}

/** Remarks on contradictory or unusual answers, and on assumptions. */
function Notices(props: { notices: Remark[] }) {
  const { notices } = props;
  const t = useTexts(advisorTexts);
  if (notices.length === 0) {
    return null;
  }
  return (
    <ul className={styles.alerts} aria-label={t('notices.title')}>
      {notices.map(({ id, fields, text }) => (
        <li key={`${id} ${fields.join(' ')}`}>
          <Notice status="info" title={text} />
        </li>
      ))}
    </ul>
  );
}

/** Whether a gateway is due, the reasons, and the gateway of the organisation. */
function Gateway(props: { languageModel: LanguageModelAdvice }) {
  const { due, reasons, offered } = props.languageModel.gateway;
  const t = useTexts(advisorTexts);
  return (
    <section aria-label={t('placement.gateway.title')}>
      <Text as="p" weight={due ? 'bold' : 'regular'}>
        {t(due ? 'placement.gateway.due' : 'placement.gateway.notDue')}
      </Text>
      {reasons.length > 0 && <TextList texts={reasons} />}
      {due && (
        <Text as="p" color="secondary" variant="body-small">
          {t('placement.gateway.what')}
        </Text>
      )}
      {due && offered && (
        <Text as="p">
          {t('placement.gateway.offered')}{' '}
          {offered.url ? (
            <Link href={offered.url}>{offered.name}</Link>
          ) : (
            offered.name
          )}
        </Text>
      )}
    </section>
  );
}
