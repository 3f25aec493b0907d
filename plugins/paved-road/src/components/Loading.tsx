import LinearProgress from '@material-ui/core/LinearProgress';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';

/** Progress of something that has nothing to show yet. */
export function Loading(props: { label?: string }) {
  const t = useTexts(componentsTexts);
  return <LinearProgress aria-label={props.label ?? t('loading')} />;
}
