import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Skeleton,
} from '@backstage/ui';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { overviewQuerySchema } from '../../data/links/urlQueries';

// Loaded lazily, because few people open the section.
const Predictions = lazy(() => import('./Predictions'));

/** How far predictions were off, folded until the reader or the address opens it. */
export function PredictionsSection(props: { title: string }) {
  const { query, update } = useUrlQuery(overviewQuerySchema);
  const isOpen = query.section === 'predictions';
  const section = useRef<HTMLDivElement>(null);
  // A link leads to the section, which is the last on the page.
  useEffect(() => {
    if (isOpen) {
      section.current?.scrollIntoView({ block: 'start' });
    }
  }, [isOpen]);
  return (
    <div ref={section}>
      <Accordion
        isExpanded={isOpen}
        onExpandedChange={opens =>
          update(
            opens
              ? { section: 'predictions' }
              : { section: undefined, platform: undefined, pattern: undefined },
            { replace: true },
          )
        }
      >
        <AccordionTrigger level={2} title={props.title} />
        <AccordionPanel>
          {isOpen && (
            <Suspense fallback={<Skeleton width="100%" height={320} />}>
              <Predictions />
            </Suspense>
          )}
        </AccordionPanel>
      </Accordion>
    </div>
  );
}
