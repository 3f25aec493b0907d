import {
  Advice,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import {
  getCorePattern,
  placements,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common/advisor';
import { type Subject } from '../../ui/patterns';
import { AnyFlipRow, flipRows, placementFlipRows } from './flipRows';
import { Ranked, rankedPatterns, rankedPlacements } from './ranked';
import {
  classifyPlacement,
  classifyRecommendation,
  driversBetween,
  listRecommendedCores,
  Points,
} from './verdict';

/** What was decided; it can differ from the recommendation. */
export interface Decided {
  pattern?: Pattern;
  /** Where the language model runs. */
  placement?: Placement;
}

/** One of the two choices of an advice: how the application is built, or where the language model runs. */
export interface AdviceAxis {
  id: 'application' | 'model';
  /** All options, in the order of columns and legends. */
  subjects: readonly Subject[];
  ranked: Ranked<Subject>[];
  kind: 'one' | 'either' | 'none' | 'impossible';
  /** Two in a close call, none while the open answers decide. */
  recommended: readonly Subject[];
  /** The decided or else the recommended option. */
  subject?: Subject;
  /** The option to compare it with. */
  other?: Subject;
  /** For (above 0) and against the subject, compared with the other option; largest first. */
  points: Points[];
  isDecided: boolean;
  /** Why an option is recommended, in sentences. */
  text: string;
  flips: AnyFlipRow[];
  /** Paths of the questions whose answers change nothing. */
  without: string[];
}

const otherThan = <S>(subject: S, first: S, second: S | undefined) =>
  subject === first ? second : first;

const pointsBetween = (
  ranked: Ranked<Subject>[],
  subject: Subject | undefined,
  other: Subject | undefined,
): Points[] => (subject && other ? driversBetween(ranked, subject, other) : []);

function toApplicationAxis(advice: Advice, decided?: Pattern): AdviceAxis {
  const { recommendation, ranking, languageModel, flips } = advice;
  const { core, runnerUp, text } = recommendation;
  const { kind } = classifyRecommendation(advice);
  const chosen = decided && getCorePattern(decided, recommendation, ranking);
  const subject = chosen ?? (kind === 'none' ? undefined : core);
  const other = subject && otherThan(subject, core, runnerUp);
  const ranked = rankedPatterns(advice);
  return {
    id: 'application',
    subjects: plainPatterns,
    ranked,
    kind,
    recommended: listRecommendedCores(advice),
    subject,
    other,
    // Drivers are rounded to add up to the lead; differences of rounded numbers do not.
    points:
      subject === core ? advice.drivers : pointsBetween(ranked, subject, other),
    isDecided: decided !== undefined,
    // The other axis has its part of the text.
    text: languageModel ? text.replace(` ${languageModel.text}`, '') : text,
    flips: flipRows(flips),
    without: flips.without,
  };
}

function toModelAxis(advice: Advice, decided?: Placement): AdviceAxis[] {
  const { languageModel } = advice;
  if (!languageModel) {
    return [];
  }
  const { placement, runnerUp, text, flips } = languageModel;
  const { kind, recommended } = classifyPlacement(languageModel);
  const hasResult = kind === 'one' || kind === 'either';
  const subject = decided ?? (hasResult ? placement : undefined);
  const other =
    subject && otherThan<Subject | undefined>(subject, placement, runnerUp);
  const ranked = rankedPlacements(advice);
  return [
    {
      id: 'model',
      subjects: placements,
      ranked,
      kind,
      recommended,
      subject,
      other,
      points:
        subject === placement
          ? languageModel.drivers
          : pointsBetween(ranked, subject, other),
      isDecided: decided !== undefined,
      text: kind === 'impossible' ? '' : text,
      flips: placementFlipRows(flips),
      without: flips.without,
    },
  ];
}

/** The choices of an advice; where the model runs comes first, because it decides more of the cost. */
export const listAxes = (
  advice: Advice,
  decided: Decided = {},
): AdviceAxis[] => [
  ...toModelAxis(advice, decided.placement),
  toApplicationAxis(advice, decided.pattern),
];
