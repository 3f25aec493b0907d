import { Card, CardBody, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import section from '../components/Section.module.css';
import styles from './assessment.module.css';

/** One of the cards below the answer. */
export function CardOf(props: {
  /** In place of a title, where the content has titles of its own. */
  label?: string;
  title?: string;
  /** Shown at the end of the title's line. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { label, title, action, className = '', children } = props;
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
          <div className={styles.cardTitle}>
            <Text as="h3" id={headingId} variant="body-medium" weight="bold">
              {title}
            </Text>
            {action}
          </div>
        )}
        {children}
      </CardBody>
    </Card>
  );
}
