import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { defaultModel } from '@paved-road/plugin-paved-road-common/advisor';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadModel } from './Advisor';

describe('loadModel', () => {
  const directory = createMockDirectory();

  const load = (model?: JsonObject) =>
    loadModel(
      mockServices.rootConfig({ data: { pavedRoad: model ? { model } : {} } }),
    );

  const loadFile = (text: string) => {
    directory.setContent({ 'model.yaml': text });
    return load({ file: directory.resolve('model.yaml') });
  };

  it('is the built-in model where nothing is configured', async () => {
    expect(await load()).toEqual(defaultModel);
    expect(await load({})).toEqual(defaultModel);
  });

  it('is the same model from the config and from a file', async () => {
    const inline = await load({
      weights: { 'idle-cost': 2 },
      assumptions: { cpuInstanceHour: 0.05 },
    });
    const fromFile = await loadFile(
      'assumptions: { cpuInstanceHour: 0.05 }\nweights: { idle-cost: 2 }\n',
    );
    expect(inline.version).not.toBe(defaultModel.version);
    expect(fromFile).toEqual(inline);
  });

  it('takes the example of the guide as it stands there', async () => {
    const guide = await readFile(
      path.join(
        resolvePackagePath('@paved-road/plugin-paved-road-backend'),
        '../../docs/guides/adapt-the-model.md',
      ),
      'utf8',
    );
    const [, example] =
      /```yaml title="decision-model\.yaml"\n([\s\S]*?)```/.exec(guide) ?? [];

    const { criteria, questions, filters } = await loadFile(example);
    expect([
      criteria.at(-1)?.id,
      questions.at(-1)?.path,
      filters.at(-1)?.id,
    ]).toEqual(['data-control', 'custom.dataResidency', 'own-site-only']);
  });

  it.each<[JsonObject, RegExp]>([
    [
      { weights: { 'idle-cost': 6 } },
      /^pavedRoad\.model: .*weights\.idle-cost: 6 is too large, use at most 5/,
    ],
    [
      { weights: { luck: 1 }, assumptions: { luck: 1 } },
      /^pavedRoad\.model: .*weights\.luck: no such criterion, use one of .*; assumptions\.luck: unknown assumption/,
    ],
    [
      { file: 'no/such/model.yaml' },
      /^pavedRoad\.model\.file: cannot read it: .*no\/such\/model\.yaml/,
    ],
    [
      { file: 'model.yaml', weights: {} },
      /^pavedRoad\.model\.file: the whole extension must be in the file; move pavedRoad\.model\.weights there/,
    ],
  ])('says what is wrong with %j', async (model, message) => {
    const loading = load(model);
    await expect(loading).rejects.toMatchObject({ name: 'InputError' });
    await expect(loading).rejects.toThrow(message);
  });

  it('names the file, the position and the field of all problems of a file', async () => {
    await expect(
      loadFile(
        'weights:\n  luck: 1\nplatforms:\n  here: { limits: {}, source: Us }\n',
      ),
    ).rejects.toThrow(
      /model\.yaml:2:3: weights\.luck: .*\n.*model\.yaml:4:3: platforms\.here: no such platform/,
    );
  });
});
