import { InputError } from '@backstage/errors';
import { RulePacksExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { RulePackSource } from './readRulePackSources';

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
