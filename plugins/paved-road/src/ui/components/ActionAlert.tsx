import { Alert, AlertProps } from '@backstage/ui';
import styles from './ActionAlert.module.css';

/** An alert with `customActions`, which move below its text where there is no room beside it. */
export function ActionAlert(props: AlertProps) {
  const { className = '', ...others } = props;
  return <Alert {...others} className={`${styles.alert} ${className}`} />;
}
