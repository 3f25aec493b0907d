import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { AssessmentAccess } from './AssessmentAccess';
import { AssessmentReader } from './AssessmentReader';

describe('AssessmentReader', () => {
  it('takes the same steps for a hidden entity as for a missing one', async () => {
    const steps: string[] = [];
    /** Notes that it is asked, and answers. */
    const step =
      <Args extends unknown[], Answer>(
        name: string,
        answer: (...args: Args) => Answer,
      ) =>
      async (...args: Args): Promise<Answer> => {
        steps.push(name);
        return answer(...args);
      };
    const options = {
      entities: {
        getVisibleEntity: step('entity', (entityRef: string) => {
          throw new NotFoundError(`No entity ${entityRef} in the catalog`);
        }),
        exists: step('exists', (ref: string) => ref.endsWith('/hidden')),
      },
      store: {
        history: step('history', (entityRef: string) => ({
          items: [],
          totalItems: entityRef.endsWith('/hidden') ? 3 : 0,
        })),
        findCounting: step('counting', () => new Map()),
      },
      permissions: mockServices.permissions.mock({
        authorize: step('permission', () => [{ result: AuthorizeResult.DENY }]),
      }),
      auth: mockServices.auth(),
    } as unknown as ConstructorParameters<typeof AssessmentReader>[0] &
      ConstructorParameters<typeof AssessmentAccess>[0];
    const reader = new AssessmentReader({
      ...options,
      access: new AssessmentAccess(options),
    });
    const stepsFor = async (name: string) => {
      const entityRef = `component:default/${name}`;
      await expect(
        reader.historyOf(
          entityRef,
          { limit: 9 },
          { credentials: mockCredentials.user() },
        ),
      ).rejects.toThrow(
        new NotFoundError(`No entity ${entityRef} in the catalog`),
      );
      return steps.splice(0);
    };
    const ofMissing = await stepsFor('missing');
    expect(ofMissing).toEqual([
      'entity',
      'exists',
      'permission',
      'history',
      'counting',
    ]);
    await expect(stepsFor('hidden')).resolves.toEqual(ofMissing);
  });
});
