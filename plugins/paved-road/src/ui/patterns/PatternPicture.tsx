import { Pattern, PlainPattern } from '@paved-road/plugin-paved-road-common';
import { JSX } from 'react';
import { patternsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import styles from './patterns.module.css';

const drawings: Record<PlainPattern, () => JSX.Element> = {
  monolith: Monolith,
  microservices: Microservices,
  serverless: Serverless,
};

/**
 * Draws the structure of a pattern; without a pattern, an open decision. Hidden from assistive technology, because the
 * text next to it has the same content.
 */
export function PatternPicture(props: {
  pattern?: Pattern;
  /** The core of a hybrid. */
  core?: PlainPattern;
}) {
  const { pattern, core = 'microservices' } = props;
  const hue = pattern === 'hybrid' ? core : pattern;
  return (
    <svg
      viewBox="0 0 320 120"
      className={hue ? `${styles.picture} ${styles[hue]}` : styles.picture}
      aria-hidden
    >
      <Drawing pattern={pattern} />
    </svg>
  );
}

function Drawing(props: { pattern?: Pattern }) {
  switch (props.pattern) {
    case undefined:
      return <Open />;
    case 'hybrid':
      return <Hybrid />;
    default: {
      // A stored decision can be for a pattern that the model no longer has.
      const Plain = drawings[props.pattern] ?? Open;
      return <Plain />;
    }
  }
}

/** No recommendation: the core in an unknown frame. */
function Open() {
  return (
    <>
      <rect
        x="60"
        y="8"
        width="200"
        height="104"
        rx="8"
        className={styles.idle}
      />
      <text x="160" y="70" className={styles.question}>
        ?
      </text>
    </>
  );
}

/** A core that answers calls, with functions for background work. */
function Hybrid() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <rect
        x="8"
        y="8"
        width="124"
        height="104"
        rx="8"
        className={styles.frame}
      />
      <Box x={20} y={20} width={100} label={t('picture.service')} />
      <path d="M70 50v16" className={styles.line} />
      <Core x={20} y={66} width={100} height={34} />
      <path d="M132 60H158" className={styles.line} />
      <path d="M166 60l-9 -5v10z" className={styles.arrow} />
      <Box x={168} y={45} width={56} label={t('picture.queue')} />
      <path d="M224 60H234" className={styles.line} />
      <path d="M242 60l-9 -5v10z" className={styles.arrow} />
      <g className={styles.serverless}>
        {[8, 45, 82].map(y => (
          <g key={y}>
            <rect
              x="242"
              y={y}
              width="74"
              height="30"
              rx="6"
              className={styles.core}
            />
            <text x="279" y={y + 19} className={styles.coreLabel}>
              {t('picture.function')}
            </text>
          </g>
        ))}
      </g>
    </>
  );
}

/** One deployable: modules side by side on one core. */
function Monolith() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <rect
        x="60"
        y="8"
        width="200"
        height="104"
        rx="8"
        className={styles.frame}
      />
      <Box x={72} y={20} width={82} label={t('picture.module')} />
      <Box x={166} y={20} width={82} label={t('picture.module')} />
      <path d="M113 50v16M207 50v16" className={styles.line} />
      <Core x={72} y={66} width={176} height={34} />
    </>
  );
}

/** Services that call each other; the core has several replicas. */
function Microservices() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <Box x={8} y={8} width={84} label={t('picture.service')} />
      <Box x={8} y={45} width={84} label={t('picture.service')} />
      <Box x={8} y={82} width={84} label={t('picture.service')} />
      <path
        d="M92 23C120 23 124 56 150 58M92 60H150M92 97C120 97 124 64 150 62"
        className={styles.line}
      />
      <path d="M158 60l-9 -5v10z" className={styles.arrow} />
      <rect
        x="176"
        y="24"
        width="124"
        height="56"
        rx="6"
        className={styles.module}
      />
      <rect
        x="168"
        y="32"
        width="124"
        height="56"
        rx="6"
        className={styles.module}
      />
      <Core x={160} y={40} width={124} height={56} />
    </>
  );
}

/** Events start instances of the function. */
function Serverless() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <circle cx="36" cy="60" r="26" className={styles.module} />
      <text x="36" y="64" className={styles.label}>
        {t('picture.event')}
      </text>
      <path d="M62 60H100" className={styles.line} />
      <path d="M108 60l-9 -5v10z" className={styles.arrow} />
      <Core x={110} y={42} width={96} height={36} />
      <rect
        x="110"
        y="4"
        width="96"
        height="30"
        rx="6"
        className={styles.idle}
      />
      <rect
        x="110"
        y="86"
        width="96"
        height="30"
        rx="6"
        className={styles.idle}
      />
      <path d="M206 60H232" className={styles.line} />
      <path d="M240 60l-9 -5v10z" className={styles.arrow} />
      <Box x={242} y={45} width={70} label={t('picture.queue')} />
    </>
  );
}

/** A part of the application. */
export function Box(props: {
  x: number;
  y: number;
  width: number;
  label: string;
}) {
  const { x, y, width, label } = props;
  return (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height="30"
        rx="6"
        className={styles.module}
      />
      <text x={x + width / 2} y={y + 19} className={styles.label}>
        {label}
      </text>
    </>
  );
}

function Core(props: { x: number; y: number; width: number; height: number }) {
  const t = useTexts(patternsTexts);
  const { x, y, width, height } = props;
  return (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx="6"
        className={styles.core}
      />
      <text
        x={x + width / 2}
        y={y + height / 2 + 4}
        className={styles.coreLabel}
      >
        {t('picture.core')}
      </text>
    </>
  );
}
