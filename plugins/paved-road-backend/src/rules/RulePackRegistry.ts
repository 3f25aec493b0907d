import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
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
import {
  declareRules,
  findReplaced,
  Proposal,
  ProposalInputs,
  renewRules,
} from './proposeRules';
import { FleetTarget } from './readFleetTarget';
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

const REMEDY =
  'Upgrade all back ends, or, to go back, raise the versions of the earlier rule packs and restart';

type Listener = (current: ScorecardRules, previous: ScorecardRules) => void;

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
  fleetTarget?: FleetTarget;
  logger: LoggerService;
}

interface InUse {
  rules: ScorecardRules;
  packs: ReadRulePack[];
  stored: StoredRulePack[];
}

/**
 * The rules that are active in all back ends on one database.
 *
 * The database stores the active content, so that all back ends evaluate by the same rules while a deployment with other
 * files or another config is in progress:
 *
 * - A back end that starts activates its sources, except that the higher version of a pack stays active. At the same
 *   version, the last start wins. So an old back end that restarts during an upgrade does not roll back the rules.
 * - A refresh, by any back end, activates the content of a file only if this back end has not read it before and its
 *   version is not lower. An old back end that reads its old file again changes nothing.
 * - A back end that cannot compile the active packs, because a newer one has facts that it lacks, keeps its own rules. The
 *   next pass over the catalog corrects what it evaluates by them.
 *
 * Each change of the active rules is one transaction, which fails if another back end was faster.
 */
export class RulePackRegistry implements RulesSource {
  readonly #reader: RulePackReader;
  readonly #listeners: Listener[] = [];
  /** Packs from sources other than URLs, as this back end read and activated them. */
  readonly #own = new Map<string, ReadRulePack>();
  #inUse: InUse | undefined;
  /** The last revision that was checked. */
  #revision: number | undefined;

  /** @throws InputError if two sources have the same name */
  constructor(private readonly options: RulePackRegistryOptions) {
    this.#reader = new RulePackReader(options);
    const names = options.sources.map(({ source }) => source);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) {
      throw new InputError(
        `Two sources of rule packs are named ${twice}, rename the one that a plugin adds`,
      );
    }
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
    this.#requireValid(readings);
    const declared = await this.#declare(readings);
    this.#requireStarted().packs.forEach(pack => this.#logOwnFilter(pack));
    this.#warnOfEmptyFilters();
    return declared;
  }

  /** Reads the sources again and activates new, valid content. For one back end at a time. */
  async refresh(signal?: AbortSignal): Promise<{ changed: boolean }> {
    const { sources, store, logger } = this.options;
    const stored = await store.get();
    const readings = await this.#reader.read(sources, stored.packs, signal);
    this.#rememberActive(readings, stored.packs);
    let proposal: Proposal;
    try {
      proposal = renewRules(this.#createInputs(stored, readings));
    } catch (error) {
      logger.warn(
        `This back end cannot compile the active rule packs and leaves them to others. ${REMEDY}. ${toError(error).message}`,
      );
      return { changed: false };
    }
    this.#warn(problemWarnings(stored.packs, proposal.stored));
    if (samePacks(stored.packs, proposal.stored)) {
      await store.record(proposal.stored.map(toCheck));
      return { changed: false };
    }
    // If another back end was faster, the next refresh tries again.
    const changed = await this.#activate(proposal, stored);
    if (changed) {
      this.#rememberActive(readings, proposal.stored);
      this.#warnOfEmptyFilters();
    }
    return { changed };
  }

  /** Adopts the active rules from the database; cheap if nothing has changed. Each back end calls it often. */
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
        `This back end cannot compile the active rule packs and keeps its own. ${REMEDY}. ${toError(error).message}`,
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
    const { store, sources, factDescriptions } = this.options;
    const { packs: stored } = await store.get();
    const replaced = findReplaced(this.#own.values(), stored, sources);
    return {
      ...describeRulePacks(packs, used, stored, replaced),
      facts: factDescriptions(),
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

  /** The YAML of an active pack. */
  textOf(name: string): string | undefined {
    const { packs, stored } = this.#requireStarted();
    const pack = packs.find(({ parsed }) => parsed.pack.metadata.name === name);
    const isConfigured = stored.some(
      ({ source, origin }) => source === pack?.source && origin === 'config',
    );
    // A pack in the config has no YAML text.
    return pack && isConfigured ? stringify(parse(pack.text)) : pack?.text;
  }

  async #declare(readings: Readings): Promise<{ changed: boolean }> {
    const { store } = this.options;
    const stored = await store.get();
    const proposal = declareRules(this.#createInputs(stored, readings));
    const { rules, packs, isOutdated } = proposal;
    const changed = rules.hash !== stored.hash && !isOutdated;
    if (isOutdated) {
      this.options.logger.warn(
        `This back end cannot compile the active rule packs, which have higher versions, and keeps its own. ${REMEDY}`,
      );
      this.#use({ rules, packs, stored: proposal.stored }, stored.revision);
    } else if (!changed && samePacks(stored.packs, proposal.stored)) {
      await store.record(proposal.stored.map(toCheck));
      this.#use({ rules, packs, stored: proposal.stored }, stored.revision);
    } else if (!(await this.#activate(proposal, stored))) {
      // Another back end was faster.
      return this.#declare(readings);
    }
    this.#warn(problemWarnings([], proposal.found));
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
      this.#listeners.forEach(listener => listener(next.rules, previous.rules));
    }
  }

  /**
   * Requires valid packs from all sources except URLs.
   *
   * @throws InputError that names the problems of all packs
   */
  #requireValid(readings: Readings): void {
    const problems: string[] = [];
    for (const item of this.options.sources) {
      const reading = readings.get(item.source);
      if (item.origin === 'url' || !reading) {
        continue;
      }
      if (reading.status === 'valid') {
        this.#own.set(item.source, reading.pack);
      } else {
        problems.push(withResolvedPath(reading.problem, item));
      }
    }
    try {
      // Even if some are broken, so that an author sees all problems at once.
      this.#compile([...this.#own.values()]);
    } catch (error) {
      problems.push(toError(error).message);
    }
    if (problems.length > 0) {
      throw new InputError(problems.join('\n'));
    }
  }

  #rememberActive(readings: Readings, active: StoredRulePack[]): void {
    for (const { source, origin, content } of active) {
      const reading = readings.get(source);
      if (
        origin !== 'url' &&
        reading?.status === 'valid' &&
        reading.pack.hash === content?.hash
      ) {
        this.#own.set(source, reading.pack);
      }
    }
  }

  #createInputs(stored: StoredRules, readings: Readings): ProposalInputs {
    return {
      sources: this.options.sources,
      own: this.#own,
      readings,
      stored,
      compile: packs => this.#compile(packs),
      now: new Date().toISOString(),
    };
  }

  #compile(packs: ReadRulePack[]): ScorecardRules {
    // Facts and targets do not change while a back end runs.
    if (this.#inUse && isSame(this.#inUse.packs, packs)) {
      return this.#inUse.rules;
    }
    const { schemas, factDescriptions, targetLevel, fleetTarget } =
      this.options;
    return compileScorecardRules(packs, {
      schemas: schemas(),
      facts: factDescriptions(),
      targetLevel,
      fleetTarget,
    });
  }

  /* People who set a filter for all packs expect all of them to follow it. */
  #logOwnFilter({ source, parsed }: ReadRulePack): void {
    const { wanted } =
      this.options.sources.find(other => other.source === source) ?? {};
    if (wanted?.services && !parsed.leavesFilter && !wanted.filter) {
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

/** The problem for the log of the start, which may show the folders of the server. */
function withResolvedPath(problem: string, source: RulePackSource): string {
  return 'file' in source
    ? problem.replace(
        `open '${source.source}'`,
        `open '${source.file}'; use a path relative to ${process.cwd()}`,
      )
    : problem;
}
