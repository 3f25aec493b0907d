import { expect, test } from '@playwright/test';
import { apiAs } from '../support/apiAs';
import { signInAs } from '../support/portal';

const services = [
  {
    name: 'thumbnail-generator',
    title: 'Thumbnail Generator',
    isMeasured: true,
  },
  {
    name: 'receipt-classifier',
    title: 'Receipt Classifier',
    isMeasured: false,
  },
];

test('all places show the standing that the API has', async ({ page }) => {
  const api = await apiAs('user:default/paula.platform');
  await signInAs(page, 'Guest', '/paved-road');
  for (const { name, title, isMeasured } of services) {
    await test.step(title, async () => {
      const { counting } = await api(
        `/api/paved-road/entities/component/default/${name}/assessments?limit=1`,
      );
      const { id, text } = counting.standing;
      expect(text).not.toBe('');
      const entityPage = `/catalog/default/component/${name}`;

      await page.goto(`${entityPage}/architecture`);
      const shown = page.getByTitle(text, { exact: true });
      const badge = (await shown.first().textContent())!;
      if (isMeasured) {
        await expect(
          page.getByRole('region', { name: 'Measured', exact: true }),
        ).toContainText(badge);
      }
      if (id === 'no-longer-holds' || id === 'misses-requirement') {
        await expect(
          page.getByRole('button', { name: /^Reassess/ }),
        ).toHaveAttribute('data-variant', 'primary');
      }

      for (const path of [
        entityPage,
        `/paved-road/services?q=${encodeURIComponent(title)}`,
      ]) {
        await page.goto(path);
        await expect(shown.first()).toHaveText(badge);
      }
    });
  }
});
