import { Card, CardBody, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import section from '../components/Section.module.css';

/** One of the cards below the answer. */
export function AssessmentCard(props: {
  /** In place of a title, where the content has titles of its own. */
  label?: string;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  const { label, title, className = '', children } = props;
  const headingId = useId();
  return (
    <Card
      role="region"
      aria-label={label}
      aria-labelledby={title && headingId}
      className={`${section.section} ${className}`}
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
