import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ActiveRules,
  FactDescription,
  FactSchemas,
} from '@paved-road/plugin-paved-road-common';
import { parse, stringify } from 'yaml';
import { compileScorecardRules } from './compileScorecardRules';
import {
  describeRulePacks,
  problemWarnings,
  versionWarnings,
} from './describeRulePacks';
import { emptyFilterWarnings } from './emptyFilters';
import { OwnRulePacks } from './OwnRulePacks';
import { declareRules, Knowledge, Proposal, renewRules } from './proposeRules';
import { ReadRulePack, readRulePack } from './readRulePack';
import { Readings, RulePackReader } from './RulePackReader';
import { RulePackSource } from './readRulePackSources';
import {
  RulePackStore,
  samePacks,
  StoredRulePack,
  StoredRules,
  toCheck,
} from './RulePackStore';
import { RulePackInput, tryRulePack } from './tryRulePack';
import { RulesSource, ScorecardRules, TriedRules } from './types';

type Listener = (current: ScorecardRules, previous: ScorecardRules) => void;

/** What a {@link RulePackRegistry} works with. */
export interface RulePackRegistryOptions {
  /** In the order of compilation. */
  sources: RulePackSource[];
  store: RulePackStore;
  urlReader: UrlReaderService;
  /** The longest time for one source. Default: 10. */
  timeoutSeconds?: number;
  /** The facts that expressions may read. */
  schemas: () => FactSchemas;
  factDescriptions: () => FactDescription[];
  /** The lowest level that counts as on the road. */
  targetLevel: string;
  logger: LoggerService;
}

/** The rules that this back end uses. */
interface InUse {
  rules: ScorecardRules;
  packs: ReadRulePack[];
  stored: StoredRulePack[];
}

/** Consecutive refreshes, by any back ends, that disagree with the active rules before one of them wins. */
const MAX_DISSENT = 6;

/**
 * The rules that are active in all back ends on one database, and what changes them.
 *
 * The database decides, so that back ends evaluate by the same rules while a deployment with other files
 * or another config goes on:
 *
 * - A back end that starts makes its sources the active ones, and the last one to start wins: of a deployment
 *   the new one, unless an old one is restarted before it is gone.
 * - A refresh, by whichever back end, makes only such content of a file active as this back end has not
 *   read before. An old back end that reads its old file again changes nothing.
 * - Where back ends stop that started last, as when a deployment is rolled back before it is complete,
 *   nobody is left who has what is active. Back ends count how often in a row their refreshes see other
 *   rules than theirs; the sixth makes its own active. A refresh by one that agrees starts the count again.
 *   So no clock decides, and rules do not go back and forth while a deployment goes on, unless it takes longer
 *   than that: of old and new ones that stay side by side, those win that refresh six times in a row.
 * - A back end that cannot compile what is active, because a newer one has facts that it does not know, goes
 *   on with the rules that it has. What it evaluates by them is made right by the next pass over the catalog.
 *
 * Each change of what is active is one transaction, which fails where another one was faster.
 */
export class RulePackRegistry implements RulesSource {
  readonly #reader: RulePackReader;
  readonly #listeners: Listener[] = [];
  readonly #own: OwnRulePacks;
  #inUse: InUse | undefined;
  /** The revision that was looked at last. */
  #revision: number | undefined;

  /** @throws InputError if two sources have the same name */
  constructor(private readonly options: RulePackRegistryOptions) {
    this.#reader = new RulePackReader(options);
    this.#own = new OwnRulePacks(options.sources);
  }

  /**
   * Reads all sources and activates them. Call it once, before anything else.
   *
   * @returns whether the rules changed; true in only one of the back ends that start at the same time
   * @throws InputError that names the problems of all packs that are not from URLs
   */
  async start(): Promise<{ changed: boolean }> {
    const { sources, store } = this.options;
    const { packs } = await store.get();
    const readings = await this.#reader.read(sources, packs);
    this.#own.takeAll(readings, own => this.#compile(own));
    const declared = await this.#declare(readings);
    this.#requireStarted().packs.forEach(pack => this.#tellOfFilter(pack));
    this.#warnOfEmptyFilters();
    return declared;
  }

  /**
   * Reads the sources again and activates new, valid content. For one back end at a time.
   *
   * @returns whether the rules changed
   */
  async refresh(signal?: AbortSignal): Promise<{ changed: boolean }> {
    const { sources, store, logger } = this.options;
    const stored = await store.get();
    const readings = await this.#reader.read(sources, stored.packs, signal);
    this.#own.takeActive(readings, stored.packs);
    const dissent = await store.countDissent(
      this.#own.agreeWith(stored.packs, readings),
    );
    let proposal: Proposal;
    try {
      const knowledge = this.#knowledge(stored, readings);
      proposal =
        dissent < MAX_DISSENT ? renewRules(knowledge) : declareRules(knowledge);
    } catch (error) {
      logger.warn(
        `This back end cannot compile the active rule packs, and leaves them to others: ${toError(error).message}`,
      );
      return { changed: false };
    }
    this.#warn(problemWarnings(stored.packs, proposal.stored));
    if (samePacks(stored.packs, proposal.stored)) {
      await store.record(proposal.stored.map(toCheck));
      return { changed: false };
    }
    // If another back end was faster, the next refresh looks again.
    const changed = await this.#activate(proposal, stored);
    if (changed) {
      this.#own.takeActive(readings, proposal.stored);
      this.#warnOfEmptyFilters();
    }
    return { changed };
  }

  /** Adopts the rules that are active in the database; cheap if nothing has changed. For all back ends, often. */
  async sync(): Promise<void> {
    const { store, logger } = this.options;
    if ((await store.revision()) === this.#revision) {
      return;
    }
    const { revision, packs: stored } = await store.get();
    let next: InUse;
    try {
      const packs = stored.flatMap(pack =>
        pack.content ? [readRulePack(pack, pack.content)] : [],
      );
      next = { rules: this.#compile(packs), packs, stored };
    } catch (error) {
      this.#revision = revision;
      logger.warn(
        `This back end cannot compile the active rule packs, and goes on with those that it has: ${toError(error).message}`,
      );
      return;
    }
    this.#use(next, revision);
  }

  /** Calls a listener after this back end has switched to other rules. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  current(): ScorecardRules {
    return this.#requireStarted().rules;
  }

  async describe(): Promise<ActiveRules> {
    const { packs, stored: used } = this.#requireStarted();
    const { packs: stored } = await this.options.store.get();
    return {
      ...describeRulePacks(packs, used, stored),
      facts: this.options.factDescriptions(),
    };
  }

  /**
   * The rules that would be active with an inactive pack.
   *
   * @throws InvalidRulePackError that has every problem of the pack
   */
  async tryPack(pack: RulePackInput): Promise<TriedRules> {
    const inUse = this.#requireStarted();
    const { sources } = this.options;
    return await tryRulePack(
      pack,
      inUse,
      packs => this.#compile(packs),
      name => {
        const { source: replaced } =
          inUse.packs.find(
            ({ parsed }) => parsed.pack.metadata.name === name,
          ) ?? {};
        const source = sources.find(({ source: other }) => other === replaced);
        const services = sources.find(({ wanted }) => wanted)?.wanted?.services;
        return source ? source.wanted : { key: 'pack', services };
      },
    );
  }

  /** The YAML of an active pack; undefined if there is none. */
  textOf(name: string): string | undefined {
    const { packs, stored } = this.#requireStarted();
    const pack = packs.find(({ parsed }) => parsed.pack.metadata.name === name);
    const isConfigured = stored.some(
      ({ source, origin }) => source === pack?.source && origin === 'config',
    );
    // A pack in the config has no text of its own.
    return pack && isConfigured ? stringify(parse(pack.text)) : pack?.text;
  }

  async #declare(readings: Readings): Promise<{ changed: boolean }> {
    const { store } = this.options;
    const stored = await store.get();
    const proposal = declareRules(this.#knowledge(stored, readings));
    const { rules, packs } = proposal;
    const changed = rules.hash !== stored.hash;
    if (!changed && samePacks(stored.packs, proposal.stored)) {
      await store.record(proposal.stored.map(toCheck));
      this.#use({ rules, packs, stored: proposal.stored }, stored.revision);
    } else if (!(await this.#activate(proposal, stored))) {
      // Another back end was faster.
      return this.#declare(readings);
    }
    this.#warn(problemWarnings([], proposal.stored));
    return { changed };
  }

  async #activate(proposal: Proposal, before: StoredRules): Promise<boolean> {
    const { store, logger } = this.options;
    const { rules, packs, stored } = proposal;
    const activated = await store.activate(
      { hash: rules.hash, packs: stored },
      before.revision,
    );
    if (activated) {
      this.#use(proposal, before.revision + 1);
      this.#warn(versionWarnings(before.packs, stored));
      logger.info(
        `Active rule packs: ${
          packs
            .map(
              ({ parsed: { pack } }) =>
                `${pack.metadata.name} ${pack.metadata.version}`,
            )
            .join(', ') || 'none'
        }`,
      );
    }
    return activated;
  }

  #use(next: InUse, revision: number): void {
    const previous = this.#inUse;
    this.#inUse = next;
    this.#revision = revision;
    if (previous && previous.rules.hash !== next.rules.hash) {
      this.#listeners.forEach(tell => tell(next.rules, previous.rules));
    }
  }

  #knowledge(stored: StoredRules, readings: Readings): Knowledge {
    return {
      own: this.#own,
      readings,
      stored,
      compile: packs => this.#compile(packs),
      now: new Date().toISOString(),
    };
  }

  #compile(packs: ReadRulePack[]): ScorecardRules {
    // Facts and the target level stay as they are while a back end runs.
    if (this.#inUse && isSame(this.#inUse.packs, packs)) {
      return this.#inUse.rules;
    }
    const { schemas, factDescriptions, targetLevel } = this.options;
    return compileScorecardRules(packs, {
      schemas: schemas(),
      facts: factDescriptions(),
      targetLevel,
    });
  }

  /* Somebody who sets a filter for all packs expects all of them to follow it. */
  #tellOfFilter({ source, parsed, changes }: ReadRulePack): void {
    const { wanted } =
      this.#own.sources.find(other => other.source === source) ?? {};
    if (wanted?.services && !parsed.leavesFilter && !changes?.filter) {
      this.options.logger.info(
        `Rule pack ${parsed.pack.metadata.name} at ${source} selects entities by its own spec.filter, not by pavedRoad.scorecards.filter; leave the field out of the pack to change that`,
      );
    }
  }

  #warnOfEmptyFilters(): void {
    const { packs } = this.#requireStarted();
    this.#warn(emptyFilterWarnings(packs, this.options.sources));
  }

  #warn(texts: string[]): void {
    texts.forEach(text => this.options.logger.warn(text));
  }

  #requireStarted(): InUse {
    if (!this.#inUse) {
      throw new Error('The rule packs have not been read yet');
    }
    return this.#inUse;
  }
}

function isSame(a: ReadRulePack[], b: ReadRulePack[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ source, hash }, index) =>
        source === b[index].source && hash === b[index].hash,
    )
  );
}
