import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import {
  ActiveRules,
  FactDescription,
  FactSchemas,
} from '@paved-road/plugin-paved-road-common';
import { compileScorecardRules } from './compileScorecardRules';
import { describeRulePacks } from './describeRulePacks';
import { declareRules, Knowledge, Proposal, renewRules } from './proposeRules';
import { ReadRulePack, readRulePack } from './readRulePack';
import { Reading, RulePackReader } from './RulePackReader';
import { RulePackSource } from './readRulePackSources';
import { RulePackStore, StoredRulePack, StoredRules } from './RulePackStore';
import { samePacks, toCheck } from './storedRulePacks';
import { RulesSource, ScorecardRules } from './types';
import { versionWarnings } from './versionWarnings';

type Listener = (current: ScorecardRules, previous: ScorecardRules) => void;

type Readings = Map<string, Reading>;

/** What a {@link RulePackRegistry} works with. */
export interface RulePackRegistryOptions {
  /** In the order in which packs are compiled. */
  sources: RulePackSource[];
  store: RulePackStore;
  urlReader: UrlReaderService;
  /** The longest time for one source. Default: 30. */
  timeoutSeconds?: number;
  /** What expressions may read of facts. */
  schemas: () => FactSchemas;
  factDescriptions: () => FactDescription[];
  /** The level from which on an entity is on the road. */
  targetLevel: string;
  logger: LoggerService;
}

/** What this back end evaluates by. */
interface InUse {
  rules: ScorecardRules;
  packs: ReadRulePack[];
  stored: StoredRulePack[];
}

/** Refreshes in a row, of whichever back ends, that would have other rules, until one of them gets its way. */
const MAX_DISSENT = 3;

/**
 * The rules that are active in all back ends on one database, and what changes them.
 *
 * The database decides, so that back ends evaluate by the same rules while a deployment with other files
 * or another config goes on:
 *
 * - A back end that starts makes its sources the active ones. The newest deployment wins.
 * - A refresh, by whichever back end, makes only such content of a file active as this back end has not
 *   read before. An old back end that reads its old file again changes nothing.
 * - Where back ends stop that started last, as when a deployment is rolled back before it is complete,
 *   nobody is left who has what is active. Back ends count how often in a row their refreshes see other
 *   rules than theirs; the third makes its own active. A refresh by one that agrees starts the count again. So
 *   no clock decides, and rules do not go back and forth between old and new back ends.
 * - A back end that cannot compile what is active, because a newer one has facts that it does not know, goes
 *   on with the rules that it has. What it evaluates by them is made right by the next pass over the catalog.
 *
 * Each change of what is active is one transaction, which fails where another one was faster.
 */
export class RulePackRegistry implements RulesSource {
  readonly #options: RulePackRegistryOptions;
  readonly #reader: RulePackReader;
  readonly #listeners: Listener[] = [];
  /** By source other than a URL: the good content that was read last. */
  readonly #own = new Map<string, ReadRulePack>();
  #inUse: InUse | undefined;
  /** The revision that was looked at last. */
  #revision: number | undefined;

  constructor(options: RulePackRegistryOptions) {
    this.#options = options;
    this.#reader = new RulePackReader(options);
  }

  /**
   * Reads all sources and makes them active. Call it once, before anything else.
   *
   * @returns whether other rules are active than before; true in only one of the back ends that start at
   * the same time
   * @throws InputError that names the problems of all packs that are not from URLs
   */
  async start(): Promise<{ changed: boolean }> {
    const readings = await this.#read(await this.#options.store.get());
    this.#requireValid(readings);
    return this.#declare(readings);
  }

  /**
   * Reads the sources again, and makes active what is new in them and valid. For one back end at a time.
   *
   * @returns whether other rules are active than before
   */
  async refresh(signal?: AbortSignal): Promise<{ changed: boolean }> {
    const { store, logger } = this.#options;
    const stored = await store.get();
    const readings = await this.#read(stored, signal);
    this.#standFor(readings, stored.packs);
    const dissent = await store.countDissent(this.#agreesWith(stored.packs));
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
    this.#warn(proposal.stored, stored.packs);
    if (samePacks(stored.packs, proposal.stored)) {
      await store.record(proposal.stored.map(toCheck));
      return { changed: false };
    }
    // Where another back end was faster, the next refresh looks again.
    const changed = await this.#activate(proposal, stored);
    if (changed) {
      this.#standFor(readings, proposal.stored);
    }
    return { changed };
  }

  /** Uses what is active in the database; cheap where nothing has changed. For all back ends, often. */
  async sync(): Promise<void> {
    const { store, logger } = this.#options;
    if ((await store.revision()) === this.#revision) {
      return;
    }
    const { revision, packs: stored } = await store.get();
    try {
      const packs = stored.flatMap(pack =>
        pack.content ? [readRulePack(pack, pack.content)] : [],
      );
      this.#use({ rules: this.#compile(packs), packs, stored }, revision);
    } catch (error) {
      this.#revision = revision;
      logger.warn(
        `This back end cannot compile the active rule packs, and goes on with those that it has: ${toError(error).message}`,
      );
    }
  }

  /** Calls a listener after this back end has begun to use other rules. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  current(): ScorecardRules {
    return this.#requireStarted().rules;
  }

  async describe(): Promise<ActiveRules> {
    const { packs, stored: used } = this.#requireStarted();
    const { packs: stored } = await this.#options.store.get();
    return {
      ...describeRulePacks(packs, used, stored),
      facts: this.#options.factDescriptions(),
    };
  }

  async #read(stored: StoredRules, signal?: AbortSignal): Promise<Readings> {
    const known = new Map(stored.packs.map(pack => [pack.source, pack]));
    return new Map(
      await Promise.all(
        this.#options.sources.map(
          async source =>
            [
              source.source,
              await this.#reader.read(
                source,
                known.get(source.source)?.content,
                signal,
              ),
            ] as const,
        ),
      ),
    );
  }

  /* Packs that can be read are compiled though others are broken, so that an author sees all problems at once. */
  #requireValid(readings: Readings): void {
    const problems: string[] = [];
    for (const { source, origin } of this.#options.sources) {
      const reading = readings.get(source);
      if (origin === 'url' || !reading) {
        continue;
      }
      if (reading.status === 'valid') {
        this.#own.set(source, reading.pack);
      } else {
        problems.push(reading.problem);
      }
    }
    try {
      this.#compile([...this.#own.values()]);
    } catch (error) {
      problems.push(toError(error).message);
    }
    if (problems.length > 0) {
      throw new InputError(problems.join('\n'));
    }
  }

  async #declare(readings: Readings): Promise<{ changed: boolean }> {
    const { store } = this.#options;
    const stored = await store.get();
    const proposal = declareRules(this.#knowledge(stored, readings));
    const { rules, packs } = proposal;
    const changed = rules.digest !== stored.digest;
    if (!changed && samePacks(stored.packs, proposal.stored)) {
      await store.record(proposal.stored.map(toCheck));
      this.#use({ rules, packs, stored: proposal.stored }, stored.revision);
    } else if (!(await this.#activate(proposal, stored))) {
      // Another back end was faster.
      return this.#declare(readings);
    }
    this.#warn(proposal.stored, []);
    return { changed };
  }

  async #activate(proposal: Proposal, before: StoredRules): Promise<boolean> {
    const { store, logger } = this.#options;
    const { rules, packs, stored } = proposal;
    const activated = await store.activate(
      { digest: rules.digest, packs: stored },
      before.revision,
    );
    if (activated) {
      this.#use(proposal, before.revision + 1);
      versionWarnings(before.packs, stored).forEach(text => logger.warn(text));
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
    if (previous && previous.rules.digest !== next.rules.digest) {
      this.#listeners.forEach(tell => tell(next.rules, previous.rules));
    }
  }

  /** Takes what was read and is active as the content that this back end stands for. */
  #standFor(readings: Readings, active: StoredRulePack[]): void {
    for (const { source, origin, content } of active) {
      const reading = readings.get(source);
      if (
        origin !== 'url' &&
        reading?.status === 'valid' &&
        reading.pack.digest === content?.digest
      ) {
        this.#own.set(source, reading.pack);
      }
    }
  }

  #agreesWith(active: StoredRulePack[]): boolean {
    const { sources } = this.#options;
    return (
      sources.length === active.length &&
      sources.every(
        ({ source, origin }, index) =>
          source === active[index].source &&
          (origin === 'url' ||
            this.#own.get(source)?.digest === active[index].content?.digest),
      )
    );
  }

  #knowledge(stored: StoredRules, readings: Readings): Knowledge {
    return {
      sources: this.#options.sources,
      readings,
      own: this.#own,
      stored,
      compile: packs => this.#compile(packs),
      now: new Date().toISOString(),
    };
  }

  #compile(packs: ReadRulePack[]): ScorecardRules {
    const { schemas, factDescriptions, targetLevel } = this.#options;
    return compileScorecardRules(packs, {
      schemas: schemas(),
      facts: factDescriptions(),
      targetLevel,
    });
  }

  /** Tells of problems once, not at each read. */
  #warn(packs: StoredRulePack[], known: StoredRulePack[]): void {
    for (const { source, content, problem } of packs) {
      const before = known.find(pack => pack.source === source);
      if (problem && problem.message !== before?.problem?.message) {
        this.#options.logger.warn(
          `Rule pack ${source} ${
            content
              ? `stays as it is, version ${content.version}`
              : 'is not active'
          }: ${problem.message}`,
        );
      }
    }
  }

  #requireStarted(): InUse {
    if (!this.#inUse) {
      throw new Error('The rule packs have not been read yet');
    }
    return this.#inUse;
  }
}
