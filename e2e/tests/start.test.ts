import { expect, test } from '@playwright/test';
import {
  answerForFunction,
  create,
  describeService,
  expectSilver,
  press,
} from '../support/create';
import { choose, expectAccessible, signInAs } from '../support/portal';

/** A pilot, approved for microservices against the recommendation. */
const decided = '/catalog/default/component/dynamic-pricing/architecture';

test('a developer creates a monolith and lands on its assessed page', async ({
  page,
}) => {
  await test.step('the templates show what they build', async () => {
    await signInAs(page, 'Sam, service owner', '/create');
    await expect(
      page.getByRole('link', { name: 'Help me choose' }),
    ).toHaveAttribute('href', '/paved-road/advisor');
    const card = page.getByRole('article', {
      name: 'AI service, modular monolith',
    });
    await expect(card).toContainText('AI core');
    await expectAccessible(page, 'article');
    await card.getByRole('button', { name: /^Choose/ }).click();
  });

  await test.step('the advice follows the answers', async () => {
    const result = page.getByRole('region', { name: 'Result so far' });
    await expect(result).toContainText('the advice is skipped');
    await choose(page, 'Primary business driver', 'Time to market');
    await page.getByRole('button', { name: /^Team/ }).click();
    await choose(page, 'DevOps and MLOps maturity', '2: Some pipelines');
    await page
      .getByRole('textbox', { name: 'People on the application' })
      .fill('five');
    await press(page, 'Next');
    await expect(
      page
        .getByText(/“People on the application”: “five” is not a number/)
        .first(),
    ).toBeVisible();
    await page
      .getByRole('textbox', { name: 'People on the application' })
      .fill('5');
    await page.getByRole('button', { name: /^Product/ }).click();
    await choose(page, 'Roadmap', 'A pivot is likely');
    await expect(result).toContainText('Not enough answers');
    await choose(page, 'Traffic pattern', 'Steady');
    await choose(
      page,
      'How the model is called',
      'From inside the application',
    );
    await expect(result).toContainText('This template fits');
    await expectAccessible(page, 'form [role=region]');
    await press(page, 'Next');
  });

  await test.step('the form says what is wrong with a name', async () => {
    await describeService(page, 'Bad Name');
    await press(page, 'Review');
    await expect(page.getByText(/^Use lower-case letters/)).toBeVisible();
    await page.getByLabel('Name').fill('reply-suggester');
    await expect(page.getByText(/^This name is taken\./)).toBeVisible();
    await expectAccessible(page, 'form');
    await page.getByLabel('Name').fill('mail-router');
  });

  await test.step('the review is in words', async () => {
    await press(page, 'Review');
    await expect(
      page.getByRole('row', { name: /DevOps and MLOps maturity/ }),
    ).toContainText('2: Some pipelines');
    await expect(page.getByRole('row', { name: /^Advice/ })).toContainText(
      'Clear: Modular monolith',
    );
    await create(page, 'mail-router');
  });

  await test.step('the service is in the catalog, assessed and on the road', async () => {
    await expect(
      page.getByText(/^Modular monolith compared with/),
    ).toBeVisible();
    await expect(page.getByText('Drafted by')).toContainText('Sam Owner');
    await expectSilver(page);
    await expectAccessible(page, 'main');
  });
});

test('the advice leads from a template to the one that fits, with all answers', async ({
  page,
}) => {
  await test.step('another template fits better', async () => {
    await signInAs(
      page,
      'Sam, service owner',
      '/create/templates/default/ai-monolith',
    );
    await answerForFunction(page);
    await page
      .getByRole('link', { name: /Continue in .*serverless.*with all answers/ })
      .click();
  });

  await test.step('it has the answers', async () => {
    await expect(
      page.getByRole('heading', { name: 'AI function, serverless' }),
    ).toBeVisible();
    await expect(page.getByText('This template fits')).toBeVisible();
    await expect(
      page.getByRole('button', { name: /^Team\s*2 of \d/ }),
    ).toBeVisible();
    await expectAccessible(page, 'form [role=region]');
  });

  await test.step('the function is made from them', async () => {
    await press(page, 'Next');
    await describeService(page, 'attachment-reader');
    await press(page, 'Review');
    await expect(page.getByText('Clear: Serverless functions')).toBeVisible();
    await create(page, 'attachment-reader');
    await expect(
      page.getByText(/^Serverless functions compared with/),
    ).toBeVisible();
    await expectSilver(page);
  });
});

test('an approved decision leads to the template for it', async ({ page }) => {
  await test.step('one click fills in what is decided', async () => {
    await signInAs(page, 'Guest', decided);
    await page
      .getByRole('button', { name: 'More for this assessment' })
      .click();
    await page
      .getByRole('menuitem', { name: /Start from the template .*microservice/ })
      .click();
    await expect(
      page.getByRole('heading', { name: 'AI inference microservice' }),
    ).toBeVisible();
    await press(page, 'Next');
    await expect(page.getByRole('combobox', { name: /^Owner/ })).toHaveValue(
      'Pricing Lab',
    );
    await expect(page.getByLabel('Description')).toHaveValue(
      'Suggests prices for perishable goods in a pilot with two shops.',
    );
    await expect(page.getByRole('combobox', { name: /^System/ })).toHaveValue(
      'Storefront Intelligence',
    );
  });

  await test.step('the microservice is made from it', async () => {
    await page.getByLabel('Name').fill('topic-namer');
    await press(page, 'Review');
    await expect(page.getByRole('row', { name: /^Advice/ })).toContainText(
      'Modular monolith',
    );
    await create(page, 'topic-namer');
    await expect(
      page.getByRole('heading', { name: 'Microservices', exact: true }),
    ).toBeVisible();
    await expectSilver(page);
  });
});
