import { FactOutcome, Rules } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { FleetEntity } from '../catalog/FleetEntity';
import { RelationTargets } from '../catalog/RelationTargets';
import { FactSource } from '../facts/FactStore';
import { EvaluationInputs } from './EvaluationInputs';
import { AssessmentFactsSource, WaiverFactsSource } from '../scorecards/types';

/** Reads the inputs of evaluations beside entities and rules. */
export class EvaluationInputReader {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      assessments: AssessmentFactsSource;
      waivers: WaiverFactsSource;
      facts: FactSource;
      targets: RelationTargets;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Reads each source once for all entities.
   *
   * @param page - entities that were read anyway, which may be targets of others
   */
  async read(
    scored: FleetEntity[],
    page: FleetEntity[],
    rules: Pick<Rules, 'facts'>,
  ): Promise<EvaluationInputs> {
    const now = this.#now().toJSDate();
    const refs = scored.map(({ entityRef }) => entityRef);
    const [assessments, waivers, factVersions, targets] = await Promise.all([
      this.options.assessments.factsFor(refs),
      this.options.waivers.inForce(refs),
      rules.facts.length > 0
        ? this.options.facts.versionsFor(refs)
        : new Map<string, string>(),
      this.options.targets.of(
        scored.map(({ entity }) => entity),
        new Map(page.map(({ entityRef, entity }) => [entityRef, entity])),
      ),
    ]);
    return new EvaluationInputs({
      assessments,
      waivers,
      factVersions,
      targets,
      now,
    });
  }

  /**
   * The facts that rules read, by entity and name. Read them after their versions, so that a change in between counts
   * as a change the next time.
   */
  async factsFor(
    entityRefs: string[],
    rules: Pick<Rules, 'facts'>,
  ): Promise<Map<string, Record<string, FactOutcome>>> {
    return rules.facts.length > 0
      ? await this.options.facts.factsFor(entityRefs)
      : new Map();
  }
}
