import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { RulesSource } from '../rules/types';
import { scorecardLink, servicesLink } from '../http/links';
import { SummaryPart, SummaryPeriod, SummarySource } from './SummarySource';
import { LevelChange, SummarySourceStore } from './SummarySourceStore';

const causeTexts: Record<ChangeCause, string> = {
  entity: 'a change of the entity in the catalog',
  relations: 'a change of its relations',
  assessment: 'its assessment',
  facts: 'new facts about its repository or its systems',
  waivers: 'a waiver that began or ended',
  rules: 'a change of the rules',
  time: 'the time that passed',
};

/** Services below the level of the owner's last summary, unless they have recovered. */
export class LevelSummary implements SummarySource {
  constructor(
    private readonly options: {
      store: Pick<SummarySourceStore, 'levelChanges'>;
      rules: RulesSource;
    },
  ) {}

  async find({
    sinceOf,
    oldest,
    until,
  }: SummaryPeriod): Promise<SummaryPart[]> {
    const changes = await this.options.store.levelChanges({
      after: oldest,
      until,
    });
    const unknown = changes.filter(({ owner, at }) => at > sinceOf(owner));
    const fallen = [...Map.groupBy(unknown, ({ entityRef }) => entityRef)]
      .map(([, ofEntity]) => mergeChanges(ofEntity))
      .filter(
        ({ from, to, current }) =>
          // It may have recovered after the period.
          this.#isHigher(from, to) && this.#isHigher(from, current),
      );
    return [...Map.groupBy(fallen, ({ owner }) => owner)].map(
      ([owner, services]) => this.#toPart(owner, services),
    );
  }

  #toPart(owner: string, services: LevelChange[]): SummaryPart {
    const [first] = services;
    return {
      owner,
      ...(services.length === 1
        ? {
            headline: `${first.title} fell to ${this.#findTitle(first.to)}`,
            link: scorecardLink(first.entityRef),
          }
        : {
            headline: `${services.length} services fell to a lower level`,
            link: servicesLink(owner),
          }),
      lines: services
        .toSorted((a, b) => a.title.localeCompare(b.title, 'en-US'))
        .map(
          ({ title, from, to, causes }) =>
            `${title}: from ${this.#findTitle(from)} to ${this.#findTitle(to)}${describeCauses(causes)}.`,
        ),
      isUrgent: true,
    };
  }

  /** False if the rules no longer have one of the levels. */
  #isHigher(level: string, other: string): boolean {
    const { levels } = this.options.rules.current().rules;
    const ids = [noLevel, ...levels.map(({ id }) => id)];
    return ids.includes(other) && ids.indexOf(level) > ids.indexOf(other);
  }

  #findTitle(level: string): string {
    const { levels } = this.options.rules.current().rules;
    return levels.find(({ id }) => id === level)?.title ?? 'no level';
  }
}

/** Several changes of an entity as one, with the causes of the last one. */
function mergeChanges(changes: LevelChange[]): LevelChange {
  return { ...changes[changes.length - 1], from: changes[0].from };
}

function describeCauses(causes: ChangeCause[]): string {
  return causes.length === 0
    ? ''
    : `, because of ${causes.map(cause => causeTexts[cause]).join(', ')}`;
}
