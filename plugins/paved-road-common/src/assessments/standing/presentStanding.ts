import {
  getStandingTone,
  Standing,
  standingTitles,
  StandingTone,
} from './schema';

/** How every place shows a standing. @public */
export interface StandingPresentation {
  /** The word and, for a clear recommendation, its chance: "Clear so far, 87%". */
  label: string;
  /** The rest of the text, if any: "6 open questions could change it". */
  reason?: string;
  tone: StandingTone;
}

/** The word, number and colour of a standing. Pages, badges and lists use it, so that they cannot disagree. @public */
export function presentStanding(standing: Standing): StandingPresentation {
  const { id, text } = standing;
  const title = standingTitles[id];
  const label =
    id === 'clear' || id === 'clear-so-far' ? text.split(' · ')[0] : title;
  const rest = text.startsWith(label)
    ? text.slice(label.length).replace(/^(: | · )/, '')
    : text;
  return {
    label,
    ...(rest && { reason: startSentence(rest) }),
    tone: getStandingTone(standing),
  };
}

/** With a capital letter, except for names such as p99. */
function startSentence(text: string): string {
  return /^[a-z]\d/.test(text)
    ? text
    : `${text[0].toUpperCase()}${text.slice(1)}`;
}
