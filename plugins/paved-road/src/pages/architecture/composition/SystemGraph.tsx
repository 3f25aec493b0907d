import {
  DependencyGraph,
  DependencyGraphTypes,
} from '@backstage/core-components';
import { Text } from '@backstage/ui';
import {
  Pattern,
  SystemComponent,
  SystemEdge,
} from '@paved-road/plugin-paved-road-common';
import { RankedLevel, useLevelColors } from '../../../ui/levels';
import { useTitles } from '../../../ui/model';
import { patternColors } from '../../../ui/patterns';
import { compositionTexts } from './texts';
import { componentsTexts } from '../../../ui/components/texts';
import { levelsTexts } from '../../../ui/levels/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import styles from './composition.module.css';
import { componentTitle } from './componentTitle';

const WIDTH = 240;
const HEIGHT = 64;
/** Letters that fit into a box; the table has full names. */
const LETTERS = 16;

/** Calls inside a system as a picture, with a text alternative. */
export function SystemGraph(props: {
  components: SystemComponent[];
  edges: SystemEdge[];
  levelOf: (entityRef: string) => RankedLevel | undefined;
}) {
  const { components, edges, levelOf } = props;
  const t = useTexts(compositionTexts, componentsTexts);
  const titles = useTitles();
  const name = (ref: string) => componentTitle(components, ref);
  const nodes = components.map(component => ({
    id: component.entityRef,
    component,
    level: levelOf(component.entityRef),
  }));
  const known = new Set(components.map(({ entityRef }) => entityRef));
  const calls = edges.filter(
    ({ source, target }) => known.has(source) && known.has(target),
  );
  return (
    <section aria-label={t('composition.edges')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('composition.edges')}
      </Text>
      <div aria-hidden className={`${styles.graph} ${patternColors}`}>
        <DependencyGraph
          nodes={nodes}
          edges={calls.map(({ source, target }) => ({
            from: source,
            to: target,
          }))}
          direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
          rankMargin={60}
          nodeMargin={20}
          // A call past other components is drawn above them.
          paddingY={24}
          paddingX={8}
          zoom="disabled"
          allowFullscreen={false}
          showArrowHeads
          renderNode={({ node }) => (
            <Part
              title={name(node.id)}
              pattern={node.component.assessment?.pattern}
              line={
                node.component.assessment
                  ? [
                      titles.pattern(node.component.assessment.pattern),
                      t(
                        `assessment.status.${node.component.assessment.status}`,
                      ),
                    ].join(' · ')
                  : t('composition.notAssessed')
              }
              level={node.level}
            />
          )}
        />
      </div>
      {edges.length === 0 ? (
        <Text as="p">{t('composition.noEdges')}</Text>
      ) : (
        <ul className={styles.words} aria-label={t('composition.edges')}>
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

const shortened = (title: string) =>
  title.length > LETTERS ? `${title.slice(0, LETTERS - 1)}…` : title;

/** One component: its pattern by color, its state in words, and its level. */
function Part(props: {
  title: string;
  pattern: Pattern | undefined;
  line: string;
  level: RankedLevel | undefined;
}) {
  const { title, pattern, line, level } = props;
  const t = useTexts(levelsTexts);
  const { fill, on } = useLevelColors()(level);
  return (
    <>
      <rect width={WIDTH} height={HEIGHT} rx={6} className={styles.box} />
      <rect
        width={8}
        height={HEIGHT}
        rx={3}
        className={pattern ? styles[pattern] : styles.unknown}
      />
      <text x={18} y={24} className={styles.name}>
        {shortened(title)}
      </text>
      <text x={18} y={48} className={styles.state}>
        {line}
      </text>
      {level && (
        <>
          <rect
            x={WIDTH - 62}
            y={8}
            width={56}
            height={18}
            rx={9}
            fill={fill}
          />
          <text
            x={WIDTH - 34}
            y={21}
            fill={on}
            textAnchor="middle"
            className={styles.level}
          >
            {level.rank > 0 ? level.title : t('scorecard.none')}
          </text>
        </>
      )}
    </>
  );
}
