import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { JsonObject, JsonValue } from '@backstage/types';
import { RulePackChanges } from '@paved-road/plugin-paved-road-common';
import {
  defaultTargetLevel,
  parseRulePackChanges,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  isRulePackName,
  RulePackName,
  rulePackFile,
  rulePackNames,
  rulePackPath,
  RulePacksExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import path from 'node:path';

const scorecardsKey = 'pavedRoad.scorecards';
const rulePacksKey = `${scorecardsKey}.rulePacks`;
const targetLevelKey = `${scorecardsKey}.targetLevel`;
/** The config key with the filter for AI services. */
export const filterKey = `${scorecardsKey}.filter`;

/** For messages. */
const ownPackNames = rulePackNames.join(', ').replace(/, (?=[^,]*$)/, ' or ');

export interface WantedChanges extends RulePackChanges {
  /** The config key, for messages. */
  key: string;
  /** The filter for AI services, for packs without a filter. */
  services?: FilterPredicate;
}

export type RulePackSource = {
  /** File, URL, config key or plugin, for messages; unique. */
  source: string;
  wanted?: WantedChanges;
} & (
  | {
      origin: 'built-in' | 'file';
      /** Absolute path. */
      file: string;
      /** The config key that names the file, for messages. */
      namedBy: string;
    }
  | { origin: 'url' }
  | {
      origin: 'config' | 'plugin';
      /** YAML. */
      content: string;
    }
);

/**
 * The sources of rule packs: from the config, or else the default pack, then from plugins.
 *
 * @throws InputError if an item is not a file, a URL or an object, or is listed twice, or if what is changed in it is
 *   not valid
 */
export function readRulePackSources(
  config: Config,
  plugins: RulePackSource[] = [],
): RulePackSource[] {
  const services = readServiceFilter(config);
  return [...readListed(config), ...plugins].map(source =>
    services
      ? {
          ...source,
          wanted: { key: filterKey, ...source.wanted, services },
        }
      : source,
  );
}

/** The filter for AI services, if the config has one. */
function readServiceFilter(config: Config): FilterPredicate | undefined {
  const filter = config.getOptional(filterKey);
  return filter === undefined
    ? undefined
    : parseRulePackChanges({ filter }, scorecardsKey).filter;
}

function readListed(config: Config): RulePackSource[] {
  const items = config.getOptional(rulePacksKey);
  if (items === undefined) {
    return [toOwnSource('default', '@paved-road/plugin-paved-road-node')];
  }
  if (!Array.isArray(items) || items.length === 0) {
    throw new InputError(
      `${rulePacksKey}: there is no rule pack, list at least one file, URL or pack, or leave the key out`,
    );
  }
  const sources = items.map((item, index) =>
    readSource(item, `${rulePacksKey}.${index}`),
  );
  sources.forEach(({ source }, index) => {
    const first = sources.findIndex(other => other.source === source);
    if (first < index) {
      throw new InputError(
        `${rulePacksKey}.${index}: ${source} is also at ${rulePacksKey}.${first}, list it once`,
      );
    }
  });
  return sources;
}

/** The lowest level that counts as on the road. */
export function readTargetLevel(config: Config): string {
  return config.getOptionalString(targetLevelKey) ?? defaultTargetLevel;
}

function toOwnSource(name: RulePackName, namedBy: string): RulePackSource {
  return {
    source: rulePackPath(name),
    origin: 'built-in',
    file: rulePackFile(name),
    namedBy,
  };
}

function readSource(item: JsonValue | undefined, key: string): RulePackSource {
  if (isRulePackName(item)) {
    return toOwnSource(item, key);
  }
  if (typeof item === 'string' && item !== '') {
    return /^https?:\/\//i.test(item)
      ? readUrlSource(item, key)
      : {
          source: item,
          origin: 'file',
          file: path.resolve(item),
          namedBy: key,
        };
  }
  if (isObject(item) && 'source' in item) {
    const { source, ...changes } = item;
    if (typeof source !== 'string') {
      throw new InputError(
        `${key}.source: ${JSON.stringify(source)} is not a source, use the path of a file, an http or https URL, or ${ownPackNames}`,
      );
    }
    return {
      ...readSource(source, `${key}.source`),
      wanted: { key, ...parseRulePackChanges(changes, key) },
    };
  }
  if (isObject(item)) {
    // JSON is YAML.
    return { source: key, origin: 'config', content: JSON.stringify(item) };
  }
  throw new InputError(
    `${key}: ${JSON.stringify(item)} is not a rule pack, use the path of a file, an http or https URL, ${ownPackNames}, or an object`,
  );
}

function readUrlSource(source: string, key: string): RulePackSource {
  if (!URL.canParse(source)) {
    throw new InputError(`${key}: ${source} is not a URL`);
  }
  const { username, password } = new URL(source);
  if (username || password) {
    throw new InputError(
      `${key}: a URL is shown to people and must not have credentials, configure an integration for its host`,
    );
  }
  return { source, origin: 'url' };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Collects the rule packs of other plugins. */
export class PluginRulePacks implements RulePacksExtensionPoint {
  readonly #sources: RulePackSource[] = [];

  addRulePack(pack: string, source: string): void {
    if (this.#sources.some(other => other.source === source)) {
      throw new InputError(
        `${source} is already the source of a rule pack; give each pack its own source`,
      );
    }
    this.#sources.push({ source, origin: 'plugin', content: pack });
  }

  sources(): RulePackSource[] {
    return [...this.#sources];
  }
}
