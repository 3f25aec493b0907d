import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import LinearProgress from '@material-ui/core/LinearProgress';
import { pavedRoadTranslationRef } from '../translation';

/** Progress of something that has nothing to show yet. */
export function Loading(props: { label?: string }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return <LinearProgress aria-label={props.label ?? t('loading')} />;
}
