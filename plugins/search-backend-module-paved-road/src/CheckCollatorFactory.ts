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
  /** Title of the track that it belongs to. */
  track: string;
  /** Title of the level that needs it. */
  level: string;
  /** What to do when it fails. */
  remediation: string;
  /** Title of the rule pack. */
  pack: string;
}

/** One document for each check. Everybody who is signed in may read the rules. */
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
      track: titleOf(spec.tracks, track),
      level: titleOf(spec.levels, level),
      remediation: remediation.text,
      pack: metadata.title,
    };
  }
}

/** A pack declares every level and track that its checks have. */
function titleOf(items: { id: string; title: string }[], id: string): string {
  return items.find(item => item.id === id)!.title;
}
