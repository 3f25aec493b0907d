import {
  RemixiconComponentType,
  RiCheckLine,
  RiCloseLine,
  RiErrorWarningLine,
  RiInformationLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import styles from './StatusChip.module.css';

/** The tone of a chip, shown by color and icon. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

const icons: Record<Tone, RemixiconComponentType | undefined> = {
  neutral: undefined,
  info: RiInformationLine,
  success: RiCheckLine,
  warning: RiErrorWarningLine,
  danger: RiCloseLine,
};

/** A short status with a tone. The icon conveys the tone without color. */
export function StatusChip(props: {
  tone: Tone;
  icon?: RemixiconComponentType;
  children: ReactNode;
}) {
  const Icon = props.icon ?? icons[props.tone];
  return (
    <span
      className={
        props.tone === 'neutral'
          ? styles.chip
          : `${styles.chip} ${styles[props.tone]}`
      }
    >
      {Icon && <Icon size={14} aria-hidden />}
      {props.children}
    </span>
  );
}
