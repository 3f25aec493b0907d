import { Alert, AlertProps } from '@backstage/ui';
import styles from './Notice.module.css';

/** A warning with an icon. `customActions` move below its text where there is no room beside it. */
export function Notice(props: AlertProps) {
  const { customActions, className = '' } = props;
  return (
    <Alert
      icon
      status="warning"
      {...props}
      className={customActions ? `${styles.alert} ${className}` : className}
    />
  );
}
