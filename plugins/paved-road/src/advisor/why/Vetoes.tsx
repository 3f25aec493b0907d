import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { RankedPattern, Veto } from '@paved-road/plugin-paved-road-common';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './AlertList.module.css';

/** Which patterns are not eligible, why, and what would lift it. */
export function Vetoes(props: { ranking: RankedPattern[] }) {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const excluded = props.ranking.flatMap(({ pattern, vetoes }) =>
    [...Map.groupBy(vetoes, ({ kind }) => kind)].map(([kind, ofKind]) => ({
      pattern,
      kind,
      vetoes: ofKind,
    })),
  );
  if (excluded.length === 0) {
    return null;
  }
  return (
    <ul className={styles.alerts} aria-label={t('veto.title')}>
      {excluded.map(({ pattern, kind, vetoes }) => (
        <li key={`${pattern} ${kind}`}>
          <Alert
            icon
            status="info"
            title={t(`veto.${kind}`, { pattern: titles.pattern(pattern) })}
            description={vetoes.map(veto => (
              <VetoText key={veto.id} veto={veto} />
            ))}
          />
        </li>
      ))}
    </ul>
  );
}

function VetoText(props: { veto: Veto }) {
  const { kind, text, liftedBy, source } = props.veto;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <p>
      {text} {/* A limit of the platform says in its text what lifts it. */}
      {kind === 'filter' &&
        liftedBy.length > 0 &&
        `${t('veto.liftedBy', { remedies: liftedBy.join('; ') })} `}
      {t('source', { source })}
    </p>
  );
}
