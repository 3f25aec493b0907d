import { Placement } from '@paved-road/plugin-paved-road-common';
import { JSX } from 'react';
import { useTitles } from '../model';
import { patternsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import { Arrow, Part } from './pictureParts';
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
      <Part at={[8, 45, 92, 30]} label={t('picture.application')} />
      <Arrow from={100} to={180} />
      <path d="M136 8V112" className={styles.border} />
      <text x="156" y="50" className={styles.caption}>
        {t('picture.api')}
      </text>
      <path
        d="M210 104a28 28 0 0 1 -6 -55a34 34 0 0 1 60 -24a30 30 0 0 1 40 40a21 21 0 0 1 -8 39z"
        className={styles.frame}
      />
      <Part at={[216, 50, 76, 32]} look="core" label={t('picture.model')} />
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
      <Part at={[4, 4, 312, 112]} look="frame" />
      <Part at={[16, 45, 92, 30]} label={t('picture.application')} />
      <Arrow from={108} to={150} />
      <Gpu y={16} />
      <Gpu y={68} />
    </>
  );
}

/** A GPU that runs only during calls. */
function ServerlessGpu() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <Part at={[8, 45, 92, 30]} label={t('picture.application')} />
      <Arrow from={100} to={142} />
      <Part at={[166, 4, 120, 30]} look="idle" label={t('picture.off')} />
      <Part at={[166, 86, 120, 30]} look="idle" label={t('picture.off')} />
      <Gpu y={42} />
    </>
  );
}

/** The model inside the application. */
function Cpu() {
  const t = useTexts(patternsTexts);
  return (
    <>
      <Part at={[60, 8, 200, 104]} look="frame" />
      <Part at={[72, 18, 176, 30]} label={t('picture.application')} />
      <path d="M160 48v12" className={styles.line} />
      <Part at={[110, 60, 100, 32]} look="core" label={t('picture.model')} />
      <text x="160" y="105" className={styles.caption}>
        {t('picture.processors')}
      </text>
    </>
  );
}

/** A processor with its pins, and the model on it. */
function Gpu(props: { y: number }) {
  const { y } = props;
  const t = useTexts(patternsTexts);
  return (
    <>
      <path
        d={[8, 18, 28]
          .map(pin => `M158 ${y + pin}h8M286 ${y + pin}h8`)
          .join('')}
        className={styles.pins}
      />
      <Part
        at={[166, y, 120, 36]}
        look="core"
        label={t('picture.modelOnGpu')}
      />
    </>
  );
}
