import { expect, test } from '@playwright/test';
import { signInAs } from '../support/portal';

test('no page loads or reaches what its content security policy does not allow', async ({
  page,
}) => {
  const violations: string[] = [];
  page.on('console', message => {
    if (/Content Security Policy/.test(message.text())) {
      violations.push(`${page.url()}: ${message.text()}`);
    }
  });
  const sockets: string[] = [];
  page.on('websocket', socket => sockets.push(socket.url()));

  await signInAs(page, 'Guest', '/home');
  const response = await page.request.get('/');
  expect(response.headers()['content-security-policy']).toContain(
    "default-src 'self'",
  );

  const router = '/catalog/default/component/escalation-router';
  for (const [path, text] of [
    ['/create/templates/default/ai-monolith', 'Primary business driver'],
    [`${router}/architecture`, 'Escalation Router'],
    [
      `${router}/scorecard?check=decision-approved`,
      /Submit the assessment and ask/,
    ],
    ['/paved-road', 'On the road (Silver or better)'],
    ['/paved-road/services', /^\d+ entities$/],
    ['/paved-road/rules', 'Facts that rules can use'],
  ] as const) {
    await page.goto(path);
    await expect(
      page.getByText(text).filter({ visible: true }).first(),
    ).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  expect(violations).toEqual([]);
  expect(sockets).toContainEqual(expect.stringMatching(/\/api\/signals/));
});
