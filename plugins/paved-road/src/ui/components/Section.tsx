import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode, Ref, useId } from 'react';
import { Row } from './Layout';
import styles from './Section.module.css';

/** A titled card, which assistive technology can jump to. */
export function Section(props: {
  title: ReactNode;
  /** Shown at the end of the title's line. */
  actions?: ReactNode;
  headingLevel?: 'h2' | 'h3';
  /** Ref to the card, for moving the focus. */
  cardRef?: Ref<HTMLDivElement>;
  /** Between its parts, if they are below each other. */
  gap?: '2' | '3' | '4' | '5';
  children: ReactNode;
}) {
  const { gap, children } = props;
  const headingId = useId();
  return (
    <Card
      ref={props.cardRef}
      tabIndex={props.cardRef ? -1 : undefined}
      role="region"
      aria-labelledby={headingId}
      className={styles.section}
    >
      <CardHeader>
        <Row justify="between" gap="3">
          <Text
            as={props.headingLevel ?? 'h3'}
            id={headingId}
            variant="title-x-small"
            weight="bold"
          >
            {props.title}
          </Text>
          {props.actions}
        </Row>
      </CardHeader>
      <CardBody>
        {gap ? (
          <Flex direction="column" gap={gap}>
            {children}
          </Flex>
        ) : (
          children
        )}
      </CardBody>
    </Card>
  );
}
