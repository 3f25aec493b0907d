import { parseInput } from '../../../input/parse';
import published from '../languageModels/__fixtures__/published.json';
import { languageModels } from './languageModels';
import {
  hostedModelSchema,
  PriceList,
  priceListProblems,
  priceListSchema,
  withPrices,
} from './priceList';

const own = {
  provider: 'gateway',
  model: 'house-mid',
  quality: 'mid',
  inputPerMtok: 0.4,
  outputPerMtok: 1.2,
  regional: true,
} as const;

describe('the snapshot of prices', () => {
  it('keeps the schema that an organisation has to keep', () => {
    expect(() =>
      languageModels.hosted.map(model =>
        parseInput(hostedModelSchema, model, 'model'),
      ),
    ).not.toThrow();
  });

  it.each(published.hostedPrices)(
    'has the published price of $model of $provider',
    ({ longContext, source, note, ...row }) => {
      const found = languageModels.hosted.find(
        ({ provider, model }) =>
          provider === row.provider && model === row.model,
      );
      expect(found).toMatchObject(row);
      expect(found).toMatchObject(
        longContext ? { longContext: longContext[0] } : {},
      );
    },
  );

  it('has a page for each price, and models of each class at three providers or more', () => {
    for (const { model, url } of languageModels.hosted) {
      expect([model, url]).toEqual([model, expect.stringMatching(/^https:/)]);
    }
    for (const quality of ['small', 'mid', 'frontier']) {
      const providers = languageModels.hosted
        .filter(model => model.quality === quality)
        .map(({ provider }) => provider);
      expect(new Set(providers).size).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('prices of an organisation', () => {
  it('replace those of the same model, and come beside the others', () => {
    const given: PriceList = {
      allowedProviders: ['anthropic', 'gateway'],
      models: [
        own,
        {
          ...own,
          provider: 'anthropic',
          model: 'claude-haiku-4-5',
          inputPerMtok: 0.8,
        },
      ],
    };
    const models = withPrices(languageModels, given);
    expect(models).toMatchObject({
      allowedProviders: ['anthropic', 'gateway'],
      open: languageModels.open,
    });
    expect(models.hosted).toHaveLength(languageModels.hosted.length + 1);
    const haiku = models.hosted.filter(
      ({ model }) => model === 'claude-haiku-4-5',
    );
    expect(haiku).toEqual([given.models![1]]);
    expect(priceListProblems(languageModels, given)).toEqual([]);
  });

  it('leave everything as it is where there are none', () => {
    expect(withPrices(languageModels, {})).toEqual(languageModels);
  });

  it.each([
    [
      { ...own, inputPerMtok: -1 },
      'models.0.inputPerMtok: use USD for a million tokens: 0, or 0.001 to 100,000 (got -1)',
    ],
    [
      { ...own, outputPerMtok: 0.0000012 },
      'models.0.outputPerMtok: use USD for a million tokens: 0, or 0.001 to 100,000 (got 0.0000012)',
    ],
    [
      { ...own, quality: 'huge' },
      'models.0.quality: "huge" is not allowed, use one of small, mid, frontier',
    ],
    [
      { ...own, inputPerMtok: undefined, input: 0.4 },
      'models.0.inputPerMtok: expected number, got nothing; models.0.input: unknown field',
    ],
    [
      { ...own, batchFactor: 2 },
      'models.0.batchFactor: 2 is too large, use at most 1',
    ],
    [
      { ...own, contextWindow: 0 },
      'models.0.contextWindow: 0 is too small, use more than 0',
    ],
  ])('are refused with field, value and remedy: %j', (model, message) => {
    expect(() =>
      parseInput(priceListSchema, { models: [model] }, 'prices'),
    ).toThrow(message);
  });

  it.each<[PriceList, string[]]>([
    [
      { models: [own, own] },
      ['gateway/house-mid is listed twice, leave one of them out'],
    ],
    [
      { allowedProviders: ['antropic'] },
      ['antropic sells none of the models; is it anthropic?'],
    ],
    [
      { allowedProviders: ['house'], models: [own] },
      [
        'house sells none of the models; use one of openai, anthropic, google, mistral, deepseek, groq, together, aws, fireworks, gateway, or list its models',
      ],
    ],
  ])('are checked against the models: %j', (given, messages) => {
    expect(
      priceListProblems(languageModels, given).map(({ message }) => message),
    ).toEqual(messages);
  });
});
