import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Alert, Button } from '@backstage/ui';
import {
  Assessment,
  CatalogChange,
} from '@paved-road/plugin-paved-road-common';
import { formatDate } from '../../components/formats';
import { useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { useArchitectureView } from '../useArchitectureView';
import styles from './StaleNotice.module.css';

/** Says in words why an assessment should be looked at again, and offers what helps. */
export function StaleNotice(props: { assessment: Assessment }) {
  const { assessment } = props;
  const { id, stale } = assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [, show] = useArchitectureView();
  if (stale.length === 0) {
    return null;
  }
  const isOfOtherModel = stale.includes('model-version');
  return (
    <Alert
      role="note"
      icon
      status="warning"
      title={t('staleNotice.title')}
      description={<StaleReasons assessment={assessment} />}
      customActions={
        isOfOtherModel && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => show({ assessment: id, view: 'recompute' })}
          >
            {t('recompute.open')}
          </Button>
        )
      }
    />
  );
}

function StaleReasons(props: { assessment: Assessment }) {
  const { stale, reviewAt, catalogChanges = [], advice } = props.assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { modelVersion } = useModel();
  return (
    <ul className={styles.reasons}>
      {stale.includes('age') && (
        <li>
          {reviewAt
            ? t('staleNotice.age', { date: formatDate(reviewAt) })
            : t('staleNotice.ageUnknown')}
        </li>
      )}
      {stale.includes('model-version') && (
        <li>
          {t('staleNotice.model', {
            from: advice.modelVersion,
            to: modelVersion,
          })}
        </li>
      )}
      {stale.includes('catalog') && (
        <li>
          {t(
            catalogChanges.length > 0
              ? 'staleNotice.catalog'
              : 'staleNotice.catalogUnknown',
          )}{' '}
          <ul>
            {catalogChanges.map(change => (
              <CatalogChangeLines key={change.what} change={change} />
            ))}
          </ul>
        </li>
      )}
    </ul>
  );
}

function CatalogChangeLines(props: { change: CatalogChange }) {
  const { what, added, removed } = props.change;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const show = (values: string[]) =>
    what === 'pattern' ? (
      <>{values.join(', ')}</>
    ) : (
      <EntityRefLinks entityRefs={values} />
    );
  return (
    <>
      {added.length > 0 && (
        <li>{t(`staleNotice.what.${what}.to`, { refs: show(added) })}</li>
      )}
      {removed.length > 0 && (
        <li>{t(`staleNotice.what.${what}.from`, { refs: show(removed) })}</li>
      )}
    </>
  );
}
