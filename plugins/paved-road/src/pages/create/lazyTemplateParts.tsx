import { ComponentProps, lazy, Suspense } from 'react';
import type { PatternTemplateCard as TemplateCard } from './PatternTemplateCard';

const Help = lazy(() =>
  import('./HelpMeChoose').then(m => ({ default: m.HelpMeChoose })),
);
const Card = lazy(() =>
  import('./PatternTemplateCard').then(m => ({
    default: m.PatternTemplateCard,
  })),
);

/**
 * Links from the list of templates to the advisor. Its code loads when it is shown.
 *
 * @public
 */
export function HelpMeChoose() {
  return (
    <Suspense fallback={null}>
      <Help />
    </Suspense>
  );
}

/**
 * A card for a template, with a picture of the pattern that its annotation `paved-road.io/pattern` names.
 * Replaces the scaffolder's card, and has all its content. Its code loads when it is shown.
 *
 * @public
 */
export function PatternTemplateCard(
  props: ComponentProps<typeof TemplateCard>,
) {
  return (
    <Suspense fallback={null}>
      <Card {...props} />
    </Suspense>
  );
}
