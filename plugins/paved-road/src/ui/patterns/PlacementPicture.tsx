import { Placement } from '@paved-road/plugin-paved-road-common';
import { JSX } from 'react';
import { useTitles } from '../model';
import { patternsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import { Box } from './PatternPicture';
import styles from './patterns.module.css';

const drawings: Record<Placement, () => JSX.Element> = {
  'hosted-api': HostedApi,
  'own-gpu': OwnGpu,
  'serverless-gpu': ServerlessGpu,
  cpu: Cpu,
};

/** Draws the placement of a language model relative to the application. */
export function PlacementPicture(props: { placement: Placement }) {
  const { placement } = props;
  const titles = useTitles();
  const Drawing = drawings[placement];
  return (
    <svg
      viewBox="0 0 320 120"
      className={`${styles.picture} ${styles[placement]}`}
      role="img"
      aria-label={titles.placement(placement)}
    >
      <Drawing />
    </svg>
  );
}

/** The call leaves the organisation for a provider's model. */
function HostedApi() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <Box x={8} y={45} width={92} label={t('picture.application')} />
      <path d="M100 60H172" className={styles.line} />
      <path d="M180 60l-9 -5v10z" className={styles.arrow} />
      <path d="M136 8V112" className={styles.border} />
      <text x="156" y="50" className={styles.caption}>
        {t('picture.api')}
      </text>
      <path
        d="M210 104a28 28 0 0 1 -6 -55a34 34 0 0 1 60 -24a30 30 0 0 1 40 40a21 21 0 0 1 -8 39z"
        className={styles.frame}
      />
      <Model x={216} y={50} width={76} />
      <text x="254" y="97" className={styles.caption}>
        {t('picture.provider')}
      </text>
    </>
  );
}

/** A model server next to the application, on always-on GPUs. */
function OwnGpu() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <rect
        x="4"
        y="4"
        width="312"
        height="112"
        rx="8"
        className={styles.frame}
      />
      <Box x={16} y={45} width={92} label={t('picture.application')} />
      <path d="M108 60H142" className={styles.line} />
      <path d="M150 60l-9 -5v10z" className={styles.arrow} />
      <Gpu x={166} y={16} />
      <Gpu x={166} y={68} />
    </>
  );
}

/** A GPU that runs only during calls. */
function ServerlessGpu() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <Box x={8} y={45} width={92} label={t('picture.application')} />
      <path d="M100 60H134" className={styles.line} />
      <path d="M142 60l-9 -5v10z" className={styles.arrow} />
      {[4, 86].map(y => (
        <g key={y}>
          <rect
            x="166"
            y={y}
            width="120"
            height="30"
            rx="6"
            className={styles.idle}
          />
          <text x="226" y={y + 19} className={styles.caption}>
            {t('picture.off')}
          </text>
        </g>
      ))}
      <Gpu x={166} y={42} />
    </>
  );
}

/** The model inside the application. */
function Cpu() {
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
      <Box x={72} y={18} width={176} label={t('picture.application')} />
      <path d="M160 48v12" className={styles.line} />
      <Model x={110} y={60} width={100} />
      <text x="160" y="105" className={styles.caption}>
        {t('picture.processors')}
      </text>
    </>
  );
}

/** A processor with its pins, and the model on it. */
function Gpu(props: { x: number; y: number }) {
  const { x, y } = props;
  const t = useTexts(patternsTexts);
  return (
    <>
      <path
        d={[8, 18, 28]
          .map(pin => `M${x - 8} ${y + pin}h8M${x + 120} ${y + pin}h8`)
          .join('')}
        className={styles.pins}
      />
      <rect
        x={x}
        y={y}
        width="120"
        height="36"
        rx="6"
        className={styles.core}
      />
      <text x={x + 60} y={y + 22} className={styles.coreLabel}>
        {t('picture.modelOnGpu')}
      </text>
    </>
  );
}

function Model(props: { x: number; y: number; width: number }) {
  const { x, y, width } = props;
  const t = useTexts(patternsTexts);
  return (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height="32"
        rx="6"
        className={styles.core}
      />
      <text x={x + width / 2} y={y + 20} className={styles.coreLabel}>
        {t('picture.model')}
      </text>
    </>
  );
}
