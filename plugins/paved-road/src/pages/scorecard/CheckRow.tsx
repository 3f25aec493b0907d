import {
  Button,
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
import { CheckStateIcon } from '../../features/checks/CheckStateChip';
import { RemediationText } from '../../features/checks/RemediationText';
import { RecordDialog } from '../../features/decision/RecordDialog';
import { FactWithNumbers } from '../../features/facts/facts';
import {
  useCheckWaiver,
  useEntityWaivers,
  useWaiverLink,
  WaiverChips,
  WaiverNotes,
  WaiverRequestDialog,
} from '../../features/waivers';
import { waiversTexts } from '../../features/waivers/texts';
import { formatAge, formatDate, formatNumber } from '../../ui/formats';
import { rankedLevel, reachedLevel } from '../../ui/levels';
import { levelsTexts } from '../../ui/levels/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './scorecard.module.css';
import { SourceLocationDialog } from './SourceLocationDialog';
import { scorecardTexts } from './texts';
import { Row, clamp } from '../../ui/components/Layout';
import { CheckFix } from './useFixes';

/** A check with its state, cause, action and menu. */
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
  const [isFixOpen, setFixOpen] = useState(false);
  const [isSent, setSent] = useState(false);
  const menuRef = useRef<HTMLButtonElement>(null);
  const rowRef = useTarget(isTarget, () => setOpen(true));
  const cause = findCause(result, fix);
  // Open details contain the remediation.
  const isRepeated = isOpen && result.state === 'fail' && !fix?.reason;
  const isWaivable = !fix && waiver.request && !waiver.request.renewed;
  const openWaiver = () => setRequest(waiver.request);
  const closeDialog = () => {
    setRequest(undefined);
    setFixOpen(false);
    // The menu that opened the dialog has closed.
    setTimeout(() => menuRef.current?.focus());
  };
  const action = (label: string) => ({
    size: 'small' as const,
    variant: isPrimary ? ('primary' as const) : ('secondary' as const),
    'aria-label': t('scorecard.fixes.of', { fix: label, check: title }),
    children: label,
  });
  return (
    <li ref={rowRef} tabIndex={-1} className={styles.row}>
      <CheckStateIcon state={result.state} />
      <div className={styles.what}>
        <Row>
          <Text weight="bold">{title}</Text>
          {result.advisory && (
            <Text color="secondary" variant="body-small">
              {t('scorecard.row.advisory')}
            </Text>
          )}
          <WaiverChips result={result} waiver={waiver} />
        </Row>
        {cause && !isRepeated && (
          <Text as="p" color="secondary" style={clamp(2)}>
            {cause}
          </Text>
        )}
      </div>
      <Text color="secondary" className={styles.track}>
        {scorecard.tracks.find(({ id }) => id === result.track)?.title ??
          result.track}
      </Text>
      <div className={styles.actions}>
        {fix && 'href' in fix && (
          <ButtonLink {...action(fix.label)} href={fix.href} />
        )}
        {fix && 'dialog' in fix && (
          <Button {...action(fix.label)} onPress={() => setFixOpen(true)} />
        )}
        {isWaivable && (
          <Button
            {...action(t('scorecard.fixes.waiver'))}
            variant="secondary"
            onPress={openWaiver}
          />
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
              {t(`scorecard.row.${isOpen ? 'hideDetails' : 'details'}`)}
            </MenuItem>
            {waiver.request && !isWaivable && (
              <MenuItem onAction={openWaiver}>
                {t(
                  `waivers.check.${waiver.request.renewed ? 'renew' : 'request'}`,
                )}
              </MenuItem>
            )}
            {waiver.id && waiverLink && (
              <MenuItem href={waiverLink(waiver.id)}>
                {t(`waivers.check.${waiver.pending ? 'show' : 'showWaiver'}`)}
              </MenuItem>
            )}
          </Menu>
        </MenuTrigger>
      </div>
      <VisuallyHidden role="status">
        {isSent && t('waivers.request.sent', { check: title })}
      </VisuallyHidden>
      {isOpen && (
        <Flex direction="column" gap="1" className={styles.details}>
          <WaiverNotes result={result} waiver={waiver} />
          {(result.state === 'fail' || result.state === 'waived') && (
            <RemediationText remediation={result.remediation} />
          )}
          <Details result={result} scorecard={scorecard} />
        </Flex>
      )}
      {isFixOpen && fix && 'dialog' in fix && (
        <FixDialog fix={fix} scorecard={scorecard} onClose={closeDialog} />
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

/** The cause of a check that does not pass, with file and line where known. */
function findCause(
  result: CheckResult,
  fix: CheckFix | undefined,
): string | undefined {
  if (fix?.reason) {
    return fix.reason;
  }
  if (result.state === 'unknown') {
    return result.reason;
  }
  if (result.state !== 'fail') {
    return undefined;
  }
  const found = result.evidence.find(({ file }) => file !== undefined);
  const { text } = result.remediation;
  return found ? `${formatEvidenceItem(found)} · ${text}` : text;
}

function FixDialog(props: {
  fix: Extract<CheckFix, { dialog: string }>;
  scorecard: Scorecard;
  onClose: () => void;
}) {
  const { fix, scorecard, onClose } = props;
  return fix.dialog === 'record' ? (
    <RecordDialog
      assessmentId={fix.assessmentId}
      entityRef={scorecard.entityRef}
      onClose={onClose}
    />
  ) : (
    <SourceLocationDialog onClose={onClose} />
  );
}

/** The values behind a check, its raw error, level, start and sources. */
function Details(props: { result: CheckResult; scorecard: Scorecard }) {
  const { result, scorecard } = props;
  const t = useTexts(scorecardTexts);
  const { since } = result;
  const level = scorecard.levels.find(({ id }) => id === result.level);
  const lines = [
    ...(result.state === 'unknown' && result.details ? [result.details] : []),
    result.evidence.map(formatEvidenceItem).join(' · '),
    [
      t('scorecard.ofLevel', { level: level?.title ?? result.level }),
      since &&
        t('scorecard.since', {
          date: formatDate(since),
          age: formatAge(since),
        }),
    ]
      .filter(Boolean)
      .join(' · '),
  ];
  return (
    <>
      {lines.filter(Boolean).map(line => (
        <Text key={line} as="p" color="secondary" variant="body-small">
          {line}
        </Text>
      ))}
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
    const show = () => target.scrollIntoView({ block: 'center' });
    show();
    const timer = setInterval(show, 100);
    const stop = () => clearInterval(timer);
    setTimeout(stop, settlingMs);
    for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
      document.addEventListener(event, stop, { once: true, passive: true });
    }
    return stop;
  }, [isTarget]);
  return element;
}
