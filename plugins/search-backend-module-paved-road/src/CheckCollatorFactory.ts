import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  ActiveRulePack,
  RulePackCheck,
  RulesApi,
} from '@paved-road/plugin-paved-road-common';
import { Readable } from 'node:stream';
import { fillIn } from './fillIn';

/** A check of an active rule pack. @public */
export interface CheckDocument extends IndexableDocument {
  checkId: string;
  /** Title of its track. */
  track: string;
  /** Title of its level. */
  level: string;
  /** Remediation. */
  remediation: string;
  /** Title of the rule pack. */
  pack: string;
}

/** Creates a document for each check. All signed-in users may read the rules. */
export class CheckCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'paved-road-checks';

  constructor(
    private readonly options: {
      api: RulesApi;
      /** Path with `:check`. */
      location: string;
    },
  ) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<CheckDocument> {
    const { items } = await this.options.api.getRules();
    for (const pack of items) {
      for (const check of pack.spec.checks) {
        yield this.#toDocument(check, pack);
      }
    }
  }

  #toDocument(
    { id, title, description, level, track, remediation }: RulePackCheck,
    { metadata, spec }: ActiveRulePack,
  ): CheckDocument {
    return {
      title,
      text: `${description} ${remediation.text}`,
      location: fillIn(this.options.location, { check: id }),
      checkId: id,
      track: requireTitle(spec.tracks, track),
      level: requireTitle(spec.levels, level),
      remediation: remediation.text,
      pack: metadata.title,
    };
  }
}

/** A pack declares every level and track of its checks. */
function requireTitle(
  items: { id: string; title: string }[],
  id: string,
): string {
  return items.find(item => item.id === id)!.title;
}
