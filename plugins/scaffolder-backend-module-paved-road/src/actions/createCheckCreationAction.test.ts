import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { CreationProblem } from '@paved-road/plugin-paved-road-common';
import { json, Router } from 'express';
import { startFakePavedRoad } from '../__testUtils__/startFakePavedRoad';
import { createCheckCreationAction } from './createCheckCreationAction';

const taken: CreationProblem = {
  field: 'name',
  value: 'ticket-triage',
  message: 'The catalog already has a service named ticket-triage',
  remedy: 'Choose another name',
};
const refused: CreationProblem = {
  field: 'owner',
  value: 'payments',
  message: 'You may not create services for Payments',
  remedy: 'Ask one of its members',
};

describe('pavedRoad:creation:check', () => {
  let problems: CreationProblem[];
  let requests: object[];
  let services: Awaited<ReturnType<typeof startFakePavedRoad>>;

  beforeAll(async () => {
    services = await startFakePavedRoad(() =>
      Router().post('/creation-check', json(), (req, res) => {
        requests.push(req.body);
        res.json({ problems });
      }),
    );
  });

  beforeEach(() => {
    requests = [];
  });

  const input = {
    name: 'ticket-triage',
    owner: 'payments',
    entityRefs: ['component:default/ticket-triage'],
    repository: { place: 'local' },
  };
  const run = async () => {
    const context = createMockActionContext({ input });
    await createCheckCreationAction(services).handler(context);
    return context;
  };

  it('passes what the form has to the service, and gives the owner on', async () => {
    problems = [];
    const { output } = await run();
    expect(requests).toEqual([input]);
    expect(output).toHaveBeenCalledWith('owner', 'group:default/payments');
  });

  it('names all that is wrong, with the remedies', async () => {
    problems = [taken, refused];
    await expect(run()).rejects.toThrow(
      'name: The catalog already has a service named ticket-triage. Choose another name.\nowner: You may not create services for Payments. Ask one of its members.',
    );
  });
});
