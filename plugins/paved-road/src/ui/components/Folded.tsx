import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { ReactNode, useState } from 'react';

/** A collapsed part of a page, whose content mounts when it opens. */
export function Folded(props: {
  title: string;
  subtitle?: string;
  /** Whether it is open at first. */
  isOpen?: boolean;
  children: ReactNode;
}) {
  const { title, subtitle, children } = props;
  const [isOpen, setOpen] = useState(props.isOpen ?? false);
  return (
    <Accordion isExpanded={isOpen} onExpandedChange={setOpen}>
      <AccordionTrigger level={2} title={title} subtitle={subtitle} />
      <AccordionPanel>{isOpen && children}</AccordionPanel>
    </Accordion>
  );
}
