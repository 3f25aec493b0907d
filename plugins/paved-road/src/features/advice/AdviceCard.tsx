import { Card, CardBody, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import section from '../../ui/components/Section.module.css';

export function AdviceCard(props: {
  /** Accessible name if the content has its own titles. */
  label?: string;
  title?: string;
  children: ReactNode;
}) {
  const { label, title, children } = props;
  const headingId = useId();
  return (
    <Card
      role="region"
      aria-label={label}
      aria-labelledby={title && headingId}
      className={section.section}
    >
      <CardBody>
        {title && (
          <Text as="h3" id={headingId} variant="body-medium" weight="bold">
            {title}
          </Text>
        )}
        {children}
      </CardBody>
    </Card>
  );
}
