import {
  ButtonIcon,
  ButtonLink,
  Flex,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { CheckResult, Scorecard } from '@paved-road/plugin-paved-road-common';
import {
  findNextLevel,
  formatEvidenceItem,
} from '@paved-road/plugin-paved-road-common/rules';
import { RiMore2Line } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { formatAge, formatDate, formatNumber } from '../../ui/formats';
import { reachedLevel, rankedLevel } from '../../ui/levels';
import { scorecardTexts } from './texts';
import { waiversTexts } from '../../features/waivers/texts';
import { levelsTexts } from '../../ui/levels/texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  useCheckWaiver,
  useEntityWaivers,
  useWaiverLink,
  WaiverChips,
  WaiverNotes,
  WaiverRequestDialog,
} from '../../features/waivers';
import { CheckStateIcon } from '../../features/checks/CheckStateChip';
import { FactWithNumbers } from '../../features/facts/facts';
import { RemediationText } from '../../features/checks/RemediationText';
import styles from './scorecard.module.css';
import { CheckFix } from './useFixes';

/** A check with its state, fix and menu. */
export function CheckRow(props: {
  result: CheckResult;
  scorecard: Scorecard;
  fix: CheckFix | undefined;
  /** Whether the fix is the primary action of the page. */
  isPrimary: boolean;
  /** Whether the URL selects it. */
  isTarget: boolean;
}) {
  const { result, scorecard, fix, isPrimary, isTarget } = props;
  const { checkId, title } = result;
  const t = useTexts(scorecardTexts, waiversTexts, levelsTexts);
  const waiver = useCheckWaiver(result);
  const waiverLink = useWaiverLink();
  const { value: waivers } = useEntityWaivers();
  const [isOpen, setOpen] = useState(isTarget);
  /* Kept while the dialog is open, even if waivers change. */
  const [request, setRequest] = useState<typeof waiver.request>();
  const [isSent, setSent] = useState(false);
  const menuRef = useRef<HTMLButtonElement>(null);
  const rowRef = useTarget(isTarget, () => setOpen(true));
  const track =
    scorecard.tracks.find(({ id }) => id === result.track)?.title ??
    result.track;
  const reason =
    fix?.reason ?? (result.state === 'unknown' ? result.reason : undefined);
  const cause = result.evidence.find(({ file }) => file !== undefined);
  const line =
    reason ??
    (result.state === 'fail'
      ? [
          ...(cause ? [formatEvidenceItem(cause)] : []),
          result.remediation.text,
        ].join(' · ')
      : undefined);
  const closeDialog = () => {
    setRequest(undefined);
    // The menu that opened the dialog has closed.
    setTimeout(() => menuRef.current?.focus());
  };
  return (
    <li ref={rowRef} tabIndex={-1} className={styles.row}>
      <CheckStateIcon state={result.state} />
      <div className={styles.what}>
        <Flex align="center" gap="2" className={styles.wrap}>
          <Text as="span" weight="bold">
            {title}
          </Text>
          {result.advisory && (
            <Text as="span" color="secondary" variant="body-small">
              {t('scorecard.row.advisory')}
            </Text>
          )}
          <WaiverChips result={result} waiver={waiver} />
        </Flex>
        {line && !isOpen && (
          <Text as="p" color="secondary" className={styles.line}>
            {line}
          </Text>
        )}
      </div>
      <Text as="span" color="secondary" className={styles.track}>
        {track}
      </Text>
      <div className={styles.actions}>
        {fix && (
          <ButtonLink
            size="small"
            variant={isPrimary ? 'primary' : 'secondary'}
            href={fix.href}
            aria-label={fix.description}
          >
            {fix.label}
          </ButtonLink>
        )}
        <MenuTrigger>
          <ButtonIcon
            ref={menuRef}
            size="small"
            variant="secondary"
            icon={<RiMore2Line aria-hidden />}
            aria-label={t('scorecard.moreOf', { check: title })}
          />
          <Menu placement="bottom end">
            <MenuItem onAction={() => setOpen(!isOpen)}>
              {t(
                isOpen
                  ? 'scorecard.row.hideEvidence'
                  : 'scorecard.row.evidence',
              )}
            </MenuItem>
            {waiver.request && (
              <MenuItem onAction={() => setRequest(waiver.request)}>
                {t(
                  waiver.request.renewed
                    ? 'waivers.check.renew'
                    : 'waivers.check.request',
                )}
              </MenuItem>
            )}
            {waiver.id && waiverLink && (
              <MenuItem href={waiverLink(waiver.id)}>
                {t(
                  waiver.pending
                    ? 'waivers.check.show'
                    : 'waivers.check.showWaiver',
                )}
              </MenuItem>
            )}
          </Menu>
        </MenuTrigger>
      </div>
      <VisuallyHidden role="status">
        {isSent && t('waivers.request.sent', { check: title })}
      </VisuallyHidden>
      {isOpen && (
        <div className={styles.details}>
          {reason && <Text as="p">{reason}</Text>}
          <WaiverNotes result={result} waiver={waiver} />
          {(result.state === 'fail' || result.state === 'waived') && (
            <RemediationText remediation={result.remediation} />
          )}
          <Evidence result={result} scorecard={scorecard} />
        </div>
      )}
      {request && waivers && (
        <WaiverRequestDialog
          subject={{
            entityRef: waivers.entityRef,
            checkId,
            checkTitle: title,
            renewed: request.renewed,
          }}
          maxDays={request.maxDays}
          effect={describeEffect}
          onRequested={requested => {
            setSent(true);
            waivers.add(requested);
            closeDialog();
          }}
          onClose={closeDialog}
        />
      )}
    </li>
  );

  function describeEffect(until: string): string {
    const level = reachedLevel(scorecard)?.title ?? t('scorecard.noLevel');
    const results = scorecard.results.map(other =>
      other.checkId === checkId ? { ...other, state: 'pass' as const } : other,
    );
    const next = findNextLevel({ ...scorecard, results });
    const nextRank = next
      ? (rankedLevel(scorecard.levels, next.level.id)?.rank ?? 0)
      : scorecard.levels.length + 1;
    const lifted = scorecard.levels[nextRank - 2];
    if (lifted && lifted.id !== scorecard.level && result.state === 'fail') {
      return t('waivers.request.lifts', { level: lifted.title, date: until });
    }
    return next
      ? t('waivers.request.keeps', {
          level,
          number: formatNumber(next.open.length),
          next: next.level.title,
        })
      : t('waivers.request.keepsLevel', { level });
  }
}

/** The values behind a check, its level, start and sources. */
function Evidence(props: { result: CheckResult; scorecard: Scorecard }) {
  const { result, scorecard } = props;
  const t = useTexts(scorecardTexts);
  const parts = [
    t('scorecard.ofLevel', {
      level:
        scorecard.levels.find(({ id }) => id === result.level)?.title ??
        result.level,
    }),
    ...(result.since
      ? [
          t('scorecard.since', {
            date: formatDate(result.since),
            age: formatAge(result.since),
          }),
        ]
      : []),
  ];
  return (
    <>
      {result.evidence.length > 0 && (
        <Text as="p" variant="body-small">
          {result.evidence.map(formatEvidenceItem).join(' · ')}
        </Text>
      )}
      <Text as="p" color="secondary" variant="body-small">
        {parts.join(' · ')}
      </Text>
      {scorecard.facts
        .filter(({ name }) => result.facts.includes(name))
        .map(fact => (
          <FactWithNumbers key={fact.name} fact={fact} />
        ))}
    </>
  );
}

/** How long surrounding content may still load and shift an element. */
const settlingMs = 5_000;

/** Scrolls to and focuses a linked element, and keeps it in view while the page loads. */
function useTarget(isTarget: boolean, onArrival: () => void) {
  const element = useRef<HTMLLIElement>(null);
  const arrive = useRef(onArrival);
  arrive.current = onArrival;
  useEffect(() => {
    const target = element.current;
    if (!isTarget || !target) {
      return undefined;
    }
    arrive.current();
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
    const timer = setInterval(
      () => target.scrollIntoView({ block: 'center' }),
      100,
    );
    const stop = () => clearInterval(timer);
    setTimeout(stop, settlingMs);
    for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
      document.addEventListener(event, stop, { once: true, passive: true });
    }
    return stop;
  }, [isTarget]);
  return element;
}
