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

const colors: Record<Exclude<Tone, 'neutral'>, string> = {
  info: 'announcement',
  success: 'positive',
  warning: 'warning',
  danger: 'negative',
};

/** Subdued colors with sufficient contrast. */
export const getToneColors = (tone: keyof typeof colors) => ({
  background: `var(--bui-${colors[tone]}-bg-subdued)`,
  color: `var(--bui-${colors[tone]}-fg-subdued)`,
  borderColor: 'transparent',
});

/** A short status with a tone. The icon conveys the tone without color. */
export function StatusChip(props: {
  tone: Tone;
  icon?: RemixiconComponentType;
  children: ReactNode;
}) {
  const Icon = props.icon ?? icons[props.tone];
  return (
    <span
      className={styles.chip}
      style={props.tone === 'neutral' ? undefined : getToneColors(props.tone)}
    >
      {Icon && <Icon size={14} aria-hidden />}
      {props.children}
    </span>
  );
}
