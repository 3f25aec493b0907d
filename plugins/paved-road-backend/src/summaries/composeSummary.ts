import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { hashOfText } from '../database/hash';
import { servicesLink } from '../http/links';
import { SummaryPart } from './SummarySource';

/* After a change of the rules an owner may have hundreds; the link leads to all of them. */
const MOST_LINES = 10;
/** Characters; the notifications backend keeps 255 of a title. */
const LONGEST_TITLE = 250;
const LONGEST_LINE = 300;

/**
 * One notification of all that is new to an owner. When it is sent again, because nobody knows whether it
 * arrived, it takes the place of the earlier one.
 *
 * @param since - what happened until then, the owner knows already
 */
export function composeSummary(
  owner: string,
  parts: SummaryPart[],
  since: Date,
): NotificationSendOptions['payload'] {
  const [first, ...others] = parts;
  return {
    title: shorten(
      parts.map(({ headline }) => headline).join(' · '),
      LONGEST_TITLE,
    ),
    description: linesOf(parts).join('\n'),
    link: others.length === 0 ? first.link : servicesLink(owner),
    severity: parts.some(({ isUrgent }) => isUrgent) ? 'high' : 'normal',
    topic: 'team-summary',
    scope: `team-summary:${hashOfText(`${owner} ${since.toISOString()}`)}`,
  };
}

function linesOf(parts: SummaryPart[]): string[] {
  const shown = shares(parts.map(({ lines }) => lines.length)).flatMap(
    (share, index) => parts[index].lines.slice(0, share),
  );
  const total = parts.reduce((sum, { lines }) => sum + lines.length, 0);
  const more = total - shown.length;
  return [
    ...shown.map(line => shorten(line, LONGEST_LINE)),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

/** How many lines of each kind are shown; no kind crowds out another one. */
function shares(counts: number[]): number[] {
  const result = counts.map(() => 0);
  let left = Math.min(
    MOST_LINES,
    counts.reduce((sum, count) => sum + count, 0),
  );
  while (left > 0) {
    for (const [index, count] of counts.entries()) {
      if (left > 0 && result[index] < count) {
        result[index] += 1;
        left -= 1;
      }
    }
  }
  return result;
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
