import { makeBadge } from 'badge-maker';

/** How far an entity has come, as a badge shows it. */
export type BadgeGrade =
  'unknown' | 'no-level' | 'below-target' | 'on-the-road' | 'highest';

/** Colours that readers of READMEs know. */
const colors: Record<BadgeGrade, string> = {
  unknown: 'lightgrey',
  'no-level': 'red',
  'below-target': 'yellow',
  'on-the-road': 'green',
  highest: 'brightgreen',
};

/**
 * The badge as an SVG image, in the form of shields.io.
 *
 * @param message - text on it, which may be anything
 */
export function renderBadge(message: string, grade: BadgeGrade): string {
  return makeBadge({ label: 'paved road', message, color: colors[grade] });
}
