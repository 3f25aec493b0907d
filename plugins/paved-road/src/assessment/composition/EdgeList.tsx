import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  SystemComponent,
  SystemEdge,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { componentTitle } from './componentTitle';
import styles from './SharedRisks.module.css';

/** Who calls whom inside a system. */
export function EdgeList(props: {
  edges: SystemEdge[];
  components: SystemComponent[];
}) {
  const { edges, components } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const name = (ref: string) => componentTitle(components, ref);
  return (
    <section aria-label={t('composition.edges')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('composition.edges')}
      </Text>
      {edges.length === 0 ? (
        <Text as="p">{t('composition.noEdges')}</Text>
      ) : (
        <ul className={styles.list}>
          {edges.map(({ source, target, via }) => (
            <li key={`${source} ${target} ${via}`}>
              {via
                ? t('composition.edgeVia', {
                    source: name(source),
                    target: name(target),
                    via: name(via),
                  })
                : t('composition.edge', {
                    source: name(source),
                    target: name(target),
                  })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
