import { screen } from '@testing-library/react';
import { renderTemplateCards } from './__testUtils__/renderTemplateCards';

describe('PatternTemplateCard', () => {
  it('offers nothing to choose to who may not create', async () => {
    await renderTemplateCards(['scaffolder.task.create']);
    expect(screen.getByText('The monolith')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Choose/ })).toBeNull();
  });
});
