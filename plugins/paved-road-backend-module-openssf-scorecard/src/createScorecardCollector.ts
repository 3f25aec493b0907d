import { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import {
  FactCollector,
  hasRepositoryOn,
  findRepository,
  requestJson,
  sourceTime,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

const SCORECARD_API = 'https://api.securityscorecards.dev';

const host = 'https://github.com';
const github = { annotation: 'github.com/project-slug', hosts: [host] };

const factSchema = (zod: typeof z) =>
  zod.object({
    score: zod
      .number()
      .optional()
      .describe('0 to 10; absent without a result of any check'),
    checks: zod
      .record(zod.string(), zod.int())
      .describe(
        'Scores from 0 to 10 by check, such as Branch-Protection; only checks with a result',
      ),
    analyzedAt: zod.iso.datetime(),
    commit: zod.string().optional(),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;

/** The fields that the fact uses. A score of -1 means no result. */
const answerSchema = z.object({
  date: sourceTime,
  repo: z.object({ commit: z.string().optional() }),
  score: z.number(),
  checks: z.array(z.object({ name: z.string(), score: z.int() })),
});

/** The fact `openssfScorecard`: published results of OpenSSF Scorecard for a public repository. */
export function createScorecardCollector(config: Config): FactCollector<Fact> {
  const api =
    config.getOptionalString('pavedRoad.openssfScorecard.baseUrl') ??
    SCORECARD_API;
  return {
    id: 'openssfScorecard',
    title: 'OpenSSF Scorecard',
    description:
      'Score of the public repository on GitHub and of each check, as OpenSSF Scorecard has published it.',
    schema: factSchema,
    freshness: { days: 1 },
    cost: 'medium',
    filter: hasRepositoryOn(github),
    async collect({ entity, signal, previous }) {
      const { path } = findRepository(entity, github);
      const location =
        entity.metadata.annotations?.['backstage.io/source-location'] ?? '';
      // A repository of the same name on another host is a different one.
      if (location.startsWith('url:') && !location.startsWith(`url:${host}/`)) {
        throw new NotFoundError(
          `the repository is not on ${host}: ${location.slice('url:'.length)}`,
        );
      }
      const url = `${api.replace(/\/$/, '')}/projects/github.com/${path}`;
      const response = await requestJson(url, {
        schema: answerSchema,
        signal,
        etag: previous?.etag,
      });
      if (response.status === 304) {
        return { status: 'not-modified' };
      }
      const { score, checks, date, repo } = response.body;
      return {
        status: 'known',
        value: {
          score: score < 0 ? undefined : score,
          checks: Object.fromEntries(
            checks
              .filter(check => check.score >= 0)
              .map(check => [check.name, check.score]),
          ),
          analyzedAt: date,
          commit: repo.commit,
        },
        source: `https://scorecard.dev/viewer/?uri=github.com/${path}`,
        etag: response.headers.etag,
      };
    },
  };
}
