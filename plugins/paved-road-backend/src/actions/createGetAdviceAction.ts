import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { adviceRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { Advisor } from '../advisor/Advisor';
import { adviceShape, toCompactAdvice } from './compactAdvice';
import { profileInput, readOnly } from './shapes';

/** Advice for a workload, without charts. */
export function createGetAdviceAction(options: {
  actionsRegistry: ActionsRegistryService;
  advisor: Advisor;
}): void {
  const { advisor } = options;
  const model = advisor.describeModel();
  options.actionsRegistry.register({
    name: 'get-advice',
    title: 'Get Advice',
    attributes: readOnly,
    description: `
Advises which architecture pattern an AI workload needs: monolith, microservices, serverless, or a hybrid of two; and where a language model runs that it calls: hosted-api, own-gpu, serverless-gpu or cpu. Returns a verdict, the ranking with the chance of each pattern, what decides (drivers), what would change it (flips), risks with mitigations, cost and latency. Nothing is stored.
Every answer may be left open. With the verdict not-enough-answers no pattern is recommended: ask decidingQuestions first. With close, name both patterns that can be defended.
Where a language model is used, give profile.llm, empty if nothing about it is known: languageModel then says the placement, with its own verdict, the cost of the tokens, the break-even and whether a gateway is due.`,
    schema: {
      input: z =>
        z
          .object({
            profile: profileInput(z, model),
            weights: z
              .record(z.number().min(0).max(5))
              .optional()
              .describe(
                `Weights of criteria, 0 to 5, that replace the weights of the model, by id: ${[
                  ...model.criteria,
                  ...model.languageModels.criteria,
                ]
                  .map(({ id, title }) => `${id} (${title})`)
                  .join(', ')}`,
              ),
            assumptions: z
              .record(z.number())
              .optional()
              .describe(
                `Prices and numbers that replace the assumptions of the model, by id: ${model.assumptions
                  .map(({ id, unit }) => `${id} (${unit})`)
                  .join(', ')}`,
              ),
            platform: z
              .string()
              .optional()
              .describe(
                `Where functions would run: ${model.platforms.map(({ id }) => id).join(', ')}; ${model.defaultPlatform} by default`,
              ),
          })
          .strict(),
      output: adviceShape,
    },
    async action({ input }) {
      const request = parseInput(adviceRequestSchema, input, 'input');
      return { output: toCompactAdvice(advisor.advise(request), model) };
    },
  });
}
