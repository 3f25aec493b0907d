import { Alert, Flex, Text } from '@backstage/ui';
import {
  Advice,
  Remark,
  Pattern,
  Veto,
} from '@paved-road/plugin-paved-road-common';
import { isOptional } from '@paved-road/plugin-paved-road-common/advisor';
import { Section } from '../../ui/components/Section';
import { formatChance } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { DefensiblePatterns } from './Headline';
import styles from './advisor.module.css';
import { Ranked, rankedPatterns } from './ranked';
import { classifyRecommendation } from './verdict';
import { DriverBars, TradeOffs } from './DriverBars';

/** Explains why a pattern is recommended and not the second best, or why none is. */
export function WhySection(props: {
  advice: Advice;
  /** The decided pattern, which can differ from the recommendation. */
  decided?: Pattern;
}) {
  const { advice, decided } = props;
  const { pattern, core, runnerUp, text } = advice.recommendation;
  // The section on where the model runs has its part of the text.
  const applicationText = advice.languageModel
    ? text.replace(` ${advice.languageModel.text}`, '')
    : text;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const { kind } = classifyRecommendation(advice);
  const patterns = {
    winner: titles.pattern(core),
    runnerUp: runnerUp ? titles.pattern(runnerUp) : '',
  };
  const title = {
    one: t(runnerUp ? 'why.title' : 'why.titleAlone', patterns),
    either: t('why.either', { ...patterns, winner: titles.pattern(pattern) }),
    none: t('why.none'),
  }[kind];
  return (
    <Section title={title}>
      <Flex direction="column" gap="4">
        <Text as="p">{applicationText}</Text>
        {kind === 'one' && decided && decided !== pattern && (
          <Text as="p" color="secondary">
            {t('why.override', { decided: titles.pattern(decided) })}
          </Text>
        )}
        <DefensiblePatterns advice={advice} />
        {kind === 'either' && (
          <Text as="p" color="secondary" variant="body-small">
            {t('drivers.sides', patterns)}
          </Text>
        )}
        {kind !== 'none' && runnerUp && (
          <DriverBars
            drivers={advice.drivers}
            sides={kind === 'either' ? [core, runnerUp] : undefined}
          />
        )}
        <MarginText advice={advice} />
        {kind !== 'none' && <TradeOffs advice={advice} />}
        <Vetoes advice={advice} />
        <Notices notices={advice.notices} />
      </Flex>
    </Section>
  );
}

/** Shows the lead of the first pattern, and what it means. */
export function MarginText(props: { advice: Advice }) {
  const { ranking, recommendation, confidence, unanswered } = props.advice;
  const { core, runnerUp, margin, verdict } = recommendation;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const winner = titles.pattern(core);
  if (!ranking.some(({ eligible }) => eligible)) {
    return <Alert icon status="warning" title={t('margin.none', { winner })} />;
  }
  if (!runnerUp) {
    return (
      <Text as="p" color="secondary">
        {t('margin.alone', { winner })}
      </Text>
    );
  }
  const texts = {
    winner,
    runnerUp: titles.pattern(runnerUp),
    winnerChance: formatChance(confidence.expected[core]),
    runnerUpChance: formatChance(confidence.expected[runnerUp]),
  };
  switch (verdict) {
    case 'not-enough-answers':
      return isAhead(props.advice) ? (
        <Text as="p" color="secondary" variant="body-small">
          {t('margin.aheadSoFar', texts)}
        </Text>
      ) : null;
    case 'close':
      return (
        <Text as="p" color="secondary">
          {t(
            unanswered.every(isOptional) ? 'margin.close' : 'margin.closeOpen',
          )}
        </Text>
      );
    default:
      return (
        <Text as="p" color="secondary">
          {t(margin < 0 ? 'margin.clearBehind' : 'margin.clear', texts)}
        </Text>
      );
  }
}

/** Whether a pattern leads by fit and by chance. */
function isAhead({ recommendation, confidence }: Advice): boolean {
  const { core, margin } = recommendation;
  const chances = confidence.expected;
  return margin > 0 && chances[core] === Math.max(...Object.values(chances));
}

/** Ineligible patterns, the reasons, and what would lift the limits. */
export function Vetoes(props: { advice: Advice }) {
  const t = useTexts(advisorTexts);
  return (
    <VetoList
      label={t('veto.title')}
      ranked={rankedPatterns(props.advice)}
      titleOf={(kind, pattern) => t(`veto.${kind}`, { pattern })}
    />
  );
}

/** Ineligible options, the reasons, and what would lift the limits. */
export function VetoList(props: {
  label: string;
  ranked: Ranked<Subject>[];
  titleOf: (kind: Veto['kind'], subject: string) => string;
}) {
  const { label, ranked, titleOf } = props;
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
          <Alert
            icon
            status="info"
            title={titleOf(kind, titles.subject(subject))}
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
          <Alert icon status="info" title={text} />
        </li>
      ))}
    </ul>
  );
}
