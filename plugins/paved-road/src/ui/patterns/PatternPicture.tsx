import { Pattern, PlainPattern } from '@paved-road/plugin-paved-road-common';
import { JSX } from 'react';
import { patternsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import { Arrow, Part } from './pictureParts';
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
      <Part at={[60, 8, 200, 104]} look="idle" />
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
      <Part at={[8, 8, 124, 104]} look="frame" />
      <Part at={[20, 20, 100, 30]} label={t('picture.service')} />
      <path d="M70 50v16" className={styles.line} />
      <Part at={[20, 66, 100, 34]} look="core" label={t('picture.core')} />
      <Arrow from={132} to={166} />
      <Part at={[168, 45, 56, 30]} label={t('picture.queue')} />
      <Arrow from={224} to={242} />
      <g className={styles.serverless}>
        {[8, 45, 82].map(y => (
          <Part
            key={y}
            at={[242, y, 74, 30]}
            look="core"
            label={t('picture.function')}
          />
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
      <Part at={[60, 8, 200, 104]} look="frame" />
      <Part at={[72, 20, 82, 30]} label={t('picture.module')} />
      <Part at={[166, 20, 82, 30]} label={t('picture.module')} />
      <path d="M113 50v16M207 50v16" className={styles.line} />
      <Part at={[72, 66, 176, 34]} look="core" label={t('picture.core')} />
    </>
  );
}

/** Services that call each other; the core has several replicas. */
function Microservices() {
  const t = useTexts(patternsTexts);
  return (
    <>
      {[8, 45, 82].map(y => (
        <Part key={y} at={[8, y, 84, 30]} label={t('picture.service')} />
      ))}
      <path
        d="M92 23C120 23 124 56 150 58M92 97C120 97 124 64 150 62"
        className={styles.line}
      />
      <Arrow from={92} to={158} />
      <Part at={[176, 24, 124, 56]} />
      <Part at={[168, 32, 124, 56]} />
      <Part at={[160, 40, 124, 56]} look="core" label={t('picture.core')} />
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
      <Arrow from={62} to={108} />
      <Part at={[110, 42, 96, 36]} look="core" label={t('picture.core')} />
      <Part at={[110, 4, 96, 30]} look="idle" />
      <Part at={[110, 86, 96, 30]} look="idle" />
      <Arrow from={206} to={240} />
      <Part at={[242, 45, 70, 30]} label={t('picture.queue')} />
    </>
  );
}
