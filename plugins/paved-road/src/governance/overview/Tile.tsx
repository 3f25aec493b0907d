import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Card, CardBody, Link, Skeleton, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './Tile.module.css';

export interface TileLink {
  href: string;
  text: string;
}

/** One number, with what puts it into perspective and the ways to what is behind it. */
export function Tile(props: {
  label: string;
  /** Absent while it is loaded. */
  value?: string;
  detail?: ReactNode;
  change?: ReactNode;
  links?: TileLink[];
  error?: Error;
  onRetry?: () => void;
}) {
  const { label, value, detail, change, links = [], error, onRetry } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <li>
      <Card className={styles.tile}>
        <CardBody>
          <Text as="p">{label}</Text>
          {error && value === undefined ? (
            <>
              <Text as="p" role="alert">
                {t('overview.failed')}
              </Text>
              <Button size="small" variant="secondary" onPress={onRetry}>
                {t('error.retry')}
              </Button>
            </>
          ) : (
            <div className={styles.value}>
              {value === undefined ? (
                <Skeleton width={48} height={36} />
              ) : (
                <Text as="p" variant="title-medium" weight="bold">
                  {value}
                </Text>
              )}
              {detail && <Text as="p">{detail}</Text>}
            </div>
          )}
          {change}
          {links.length > 0 && (
            <div className={styles.links}>
              {links.map(({ href, text }) => (
                <Link key={href} href={href}>
                  {text}
                </Link>
              ))}
            </div>
          )}
        </CardBody>
      </Card>
    </li>
  );
}
