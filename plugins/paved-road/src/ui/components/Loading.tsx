import LinearProgress from '@material-ui/core/LinearProgress';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';

/** Progress bar before the first result. */
export function Loading(props: { label?: string }) {
  const t = useTexts(componentsTexts);
  return <LinearProgress aria-label={props.label ?? t('loading')} />;
}
