import {
  Advice,
  Decision,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import {
  listUnsupported,
  patterns,
  recommendedPlacement,
} from '@paved-road/plugin-paved-road-common/advisor';
import { recommendedPattern } from '../advice';

export interface DecisionDraft {
  /** The pattern that overrides the recommendation; absent if the recommendation is accepted. */
  override?: Pattern;
  /** The same for the placement. */
  placement?: Placement;
  rationale: string;
  /** One per line. */
  tradeOffs: string;
  /** One per line. */
  revisitTriggers: string;
}

export const noDecision: DecisionDraft = {
  rationale: '',
  tradeOffs: '',
  revisitTriggers: '',
};

/** Limits of the service for each list. */
export const listLimits = { lines: 20, lineLength: 500 };

export function toDecisionDraft(
  decision: Decision | undefined,
  advice: Advice,
): DecisionDraft {
  if (!decision) {
    return noDecision;
  }
  return {
    // The model may no longer have the pattern.
    override: patterns.find(
      pattern =>
        pattern === decision.pattern && pattern !== recommendedPattern(advice),
    ),
    ...(decision.placement &&
      decision.placement !== recommendedPlacement(advice) && {
        placement: decision.placement,
      }),
    rationale: decision.rationale ?? '',
    tradeOffs: decision.acceptedTradeOffs?.join('\n') ?? '',
    revisitTriggers: decision.revisitTriggers?.join('\n') ?? '',
  };
}

/** The recommendations on both axes, if any. */
export interface Recommended {
  pattern: Pattern | undefined;
  placement: Placement | undefined;
}

export const recommendedBy = (advice: Advice): Recommended => ({
  pattern: recommendedPattern(advice),
  placement: recommendedPlacement(advice),
});

/** Decided options that differ from the current recommendation. */
export function findOverrides(
  { override, placement }: DecisionDraft,
  recommended: Recommended,
): { pattern?: Pattern; placement?: Placement } {
  return {
    ...(override && override !== recommended.pattern && { pattern: override }),
    ...(placement && placement !== recommended.placement && { placement }),
  };
}

/** Whether the decision overrides the recommendation, or is made without one. */
export function needsRationale(draft: DecisionDraft, advice: Advice): boolean {
  const recommended = recommendedBy(advice);
  const decision = findOverrides(draft, recommended);
  return (
    (!recommended.pattern && decision.pattern !== undefined) ||
    listUnsupported({ advice, decision }).length > 0
  );
}

/**
 * The decision to store. Undefined for an accepted recommendation without texts, which then follows the recommendation
 * until submission.
 */
export function toDecision(
  draft: DecisionDraft,
  recommended: Recommended,
): Decision | undefined {
  const overrides = findOverrides(draft, recommended);
  const pattern = overrides.pattern ?? recommended.pattern;
  const isOpen = isOpenDecision({
    ...draft,
    override: overrides.pattern,
    placement: overrides.placement,
  });
  if (!pattern || isOpen) {
    return undefined;
  }
  const rationale = draft.rationale.trim();
  const acceptedTradeOffs = toLines(draft.tradeOffs);
  const revisitTriggers = toLines(draft.revisitTriggers);
  return {
    pattern,
    ...(overrides.placement && { placement: overrides.placement }),
    ...(rationale && { rationale }),
    ...(acceptedTradeOffs.length && { acceptedTradeOffs }),
    ...(revisitTriggers.length && { revisitTriggers }),
  };
}

/** Whether the draft is empty, so that the decision follows the recommendation. */
export function isOpenDecision(draft: DecisionDraft): boolean {
  return (
    !draft.override &&
    !draft.placement &&
    [draft.rationale, draft.tradeOffs, draft.revisitTriggers].every(
      text => text.trim() === '',
    )
  );
}

function toLines(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

/** Whether the lines are within the limits of the service. */
export function isValidList(text: string): boolean {
  const lines = toLines(text);
  return (
    lines.length <= listLimits.lines &&
    lines.every(line => line.length <= listLimits.lineLength)
  );
}

const hasRationale = ({ rationale }: DecisionDraft): boolean =>
  rationale.trim() !== '';

/** Whether a decision can be saved. Without a recommendation, it needs a pattern and a rationale at once. */
export function isValidDecision(draft: DecisionDraft, advice: Advice): boolean {
  const recommended = recommendedBy(advice);
  const { pattern } = findOverrides(draft, recommended);
  return (
    (recommended.pattern !== undefined ||
      (pattern !== undefined && hasRationale(draft))) &&
    isValidList(draft.tradeOffs) &&
    isValidList(draft.revisitTriggers)
  );
}

export const isCompleteDecision = (
  draft: DecisionDraft,
  advice: Advice,
): boolean =>
  isValidDecision(draft, advice) &&
  (!needsRationale(draft, advice) || hasRationale(draft));

/** Lines of a list, split into suggestions and custom lines. */
interface OfferedLines {
  /** Suggested lines. */
  ticked: string[];
  /** Custom lines, as typed. */
  typed: string;
}

export function splitLines(value: string, offered: string[]): OfferedLines {
  const lines = value.split('\n');
  const isOffered = (line: string) => offered.includes(line.trim());
  return {
    ticked: offered.filter(text => lines.some(line => line.trim() === text)),
    typed: lines.filter(line => !isOffered(line)).join('\n'),
  };
}

export function joinLines(ticked: string[], typed: string): string {
  return typed === '' ? ticked.join('\n') : [...ticked, typed].join('\n');
}
