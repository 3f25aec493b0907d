import { Button, Flex, Text } from '@backstage/ui';
import {
  PreviewChangeKind,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import {
  RemixiconComponentType,
  RiAddLine,
  RiArrowDownLine,
  RiArrowUpLine,
  RiRefreshLine,
  RiSubtractLine,
} from '@remixicon/react';
import { useRef, useState } from 'react';
import { PlainList } from '../../../ui/components/Layout';
import { useData } from '../../../data/queries/useData';
import { formatNumber } from '../../../ui/formats';
import { rulesTexts } from '../texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { ChangedServices, ChangeFilter } from './ChangedServices';
import { CheckEffects, LevelShift } from './LevelsAndChecks';

/** Kinds of changes, regressions first. */
const kinds: PreviewChangeKind[] = [
  'lowered',
  'raised',
  'checks',
  'added',
  'removed',
];

const icons: Record<PreviewChangeKind, RemixiconComponentType> = {
  lowered: RiArrowDownLine,
  raised: RiArrowUpLine,
  checks: RiRefreshLine,
  added: RiAddLine,
  removed: RiSubtractLine,
};

/** Number of changes to load for the level summary. */
const LOOKED_AT = 100;

/** Effects of a rule pack: falls, level-ups, services, checks and levels. */
export function PreviewResult(props: { preview: RulesPreview }) {
  const { preview } = props;
  const { compared, changes } = preview;
  const t = useTexts(rulesTexts);
  const [filter, setFilter] = useState<ChangeFilter>({});
  const services = useRef<HTMLDivElement>(null);
  const changed = Object.values(changes).reduce((sum, n) => sum + n, 0);
  const show = (next: ChangeFilter) => {
    setFilter(next);
    services.current?.focus();
  };
  if (compared === 0) {
    return <Text as="p">{t('rules.result.noServices')}</Text>;
  }
  return (
    <Flex direction="column" gap="5">
      {changed > 0 && (
        <Headline preview={preview} onShow={kind => show({ kind })} />
      )}
      <Text as="p">
        {changed === 0
          ? t('rules.result.nothing', { total: formatNumber(compared) })
          : t('rules.result.summary', {
              changed: formatNumber(changed),
              total: formatNumber(compared),
            })}
      </Text>
      {changed > 0 && (
        <ChangedServices
          focusRef={services}
          preview={preview}
          filter={filter}
          onFilterChange={setFilter}
        />
      )}
      <CheckEffects preview={preview} onShow={check => show({ check })} />
      <LevelShift levels={preview.levels} />
    </Flex>
  );
}

/** Number of services that would fall, level up or change otherwise, with links to them. */
function Headline(props: {
  preview: RulesPreview;
  onShow: (kind: PreviewChangeKind) => void;
}) {
  const { preview, onShow } = props;
  const t = useTexts(rulesTexts);
  const moves = useMoves(preview);
  return (
    <PlainList gap="1" aria-label={t('rules.result.kinds')}>
      {kinds
        .filter(kind => preview.changes[kind] > 0)
        .map(kind => {
          const Icon = icons[kind];
          return (
            <li key={kind}>
              <Button
                variant="tertiary"
                destructive={kind === 'lowered'}
                iconStart={<Icon aria-hidden />}
                onPress={() => onShow(kind)}
              >
                {moves?.[kind] ??
                  t(`rules.result.kind.${kind}`, {
                    count: preview.changes[kind],
                  })}
              </Button>
            </li>
          );
        })}
    </PlainList>
  );
}

/** Describes the levels that services would fall or level up to; undefined while loading. */
function useMoves({
  id,
  changes,
  levels,
}: RulesPreview): Partial<Record<PreviewChangeKind, string>> | undefined {
  const t = useTexts(rulesTexts);
  const { value } = useData(['previewMoves', id], async api => {
    const [lowered, raised] = await Promise.all(
      (['lowered', 'raised'] as const).map(async kind =>
        changes[kind] > 0 && changes[kind] <= LOOKED_AT
          ? (await api.listPreviewChanges(id, { kind, limit: LOOKED_AT })).items
          : [],
      ),
    );
    return { lowered, raised };
  });
  if (!value) {
    return undefined;
  }
  const describeMoves = (kind: 'lowered' | 'raised') =>
    levels
      .map(({ id: level, title }) => ({
        isNone: level === noLevel,
        level: title,
        count: value[kind].filter(({ to }) => to === level).length,
      }))
      .filter(({ count }) => count > 0)
      .map(({ isNone, level, count }) => {
        if (kind === 'raised') {
          return t('rules.result.upTo', { level, count });
        }
        return isNone
          ? t('rules.result.loseLevel', { count })
          : t('rules.result.fallTo', { level, count });
      })
      .join(', ') || undefined;
  return { lowered: describeMoves('lowered'), raised: describeMoves('raised') };
}
