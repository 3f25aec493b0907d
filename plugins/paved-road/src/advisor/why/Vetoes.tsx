import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { RankedPattern } from '@paved-road/plugin-paved-road-common';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './AlertList.module.css';

/** Which patterns are not eligible, why, and what would lift it. */
export function Vetoes(props: { ranking: RankedPattern[] }) {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const vetoes = props.ranking.flatMap(({ pattern, vetoes: ofPattern }) =>
    ofPattern.map(veto => ({ pattern, veto })),
  );
  if (vetoes.length === 0) {
    return null;
  }
  return (
    <ul className={styles.alerts} aria-label={t('veto.title')}>
      {vetoes.map(({ pattern, veto }) => (
        <li key={`${pattern} ${veto.id}`}>
          <Alert
            icon
            status="info"
            title={t(`veto.${veto.kind}`, { pattern: titles.pattern(pattern) })}
            description={
              <>
                <p>{veto.text}</p>
                {veto.liftedBy.length > 0 && (
                  <p>
                    {t('veto.liftedBy', {
                      remedies: veto.liftedBy.join('; '),
                    })}
                  </p>
                )}
                <p>{t('source', { source: veto.source })}</p>
              </>
            }
          />
        </li>
      ))}
    </ul>
  );
}
