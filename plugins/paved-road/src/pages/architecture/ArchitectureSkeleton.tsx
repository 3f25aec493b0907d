import { Card, CardBody, Flex, Grid, Skeleton } from '@backstage/ui';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './assessment.module.css';

/** Placeholder with the layout of the answer and its cards. */
export function ArchitectureSkeleton() {
  const t = useTexts(componentsTexts);
  return (
    <Flex direction="column" gap="3">
      <Card role="status" aria-label={t('loading')}>
        <CardBody>
          <div className={styles.header}>
            <div className={styles.picture}>
              <Skeleton width="100%" height={120} />
            </div>
            <div className={styles.main}>
              <Skeleton width="14rem" height={18} />
              <Skeleton width="20rem" height={28} />
              <Skeleton width="100%" height={20} />
              {['100%', '80%', '60%'].map(width => (
                <Skeleton key={width} width={width} height={18} />
              ))}
            </div>
          </div>
        </CardBody>
      </Card>
      <Skeleton width="32rem" height={32} aria-hidden />
      <Grid.Root columns={{ initial: '1', md: '3' }} gap="3" aria-hidden>
        {[0, 1, 2].map(card => (
          <Card key={card}>
            <CardBody>
              <Skeleton width="100%" height={120} />
            </CardBody>
          </Card>
        ))}
      </Grid.Root>
    </Flex>
  );
}
