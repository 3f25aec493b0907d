import assert from 'node:assert/strict';
import { it } from 'node:test';
import { StubLanguageModel } from '../../src/adapters/stub/index.js';
import type { StubAnswers } from '../../src/adapters/stub/index.js';
import { languageModelContract } from '../contracts/languageModelContract.js';
import { readAi } from '../support/models.js';

const answers = JSON.parse(await readAi('stub.json')) as StubAnswers;
const model = new StubLanguageModel(answers);

languageModelContract('StubLanguageModel', async () => ({ model }));

it('the stub answers by the first keyword, and otherwise asks back', async () => {
  const ask = async (user: string) => {
    const request = { system: '', user, maxOutputTokens: 500 };
    return (await model.complete(request, new AbortController().signal)).text;
  };
  assert.equal(await ask('My PASSWORD is gone'), await ask('I cannot sign in'));
  assert.equal(await ask('?'), answers.otherwise);
});
