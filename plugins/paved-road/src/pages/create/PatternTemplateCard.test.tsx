import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  renderTemplateCards,
  template,
} from './__testUtils__/renderTemplateCards';

describe('PatternTemplateCard', () => {
  it('shows how the pattern of the template is built, and all that the usual card has', async () => {
    const onSelected = jest.fn();
    const { container } = await renderTemplateCards([], onSelected);
    const card = screen.getByRole('article', { name: 'The monolith' });
    for (const text of ['AI core', 'One deployable.', 'onnx', 'service']) {
      expect(card).toHaveTextContent(text);
    }
    expect(
      screen.getByRole('article', { name: 'plain' }),
    ).not.toHaveTextContent('AI core');
    expect(screen.getByRole('link', { name: 'Guide' })).toHaveAttribute(
      'href',
      'https://example.com/docs',
    );
    expect(
      screen.getAllByRole('link', { name: 'About the template' })[0],
    ).toHaveAttribute('href', '/catalog/default/template/ai-monolith');
    expect(await axe(container)).toHaveNoViolations();

    await userEvent.click(
      screen.getByRole('button', { name: 'Choose The monolith' }),
    );
    expect(onSelected).toHaveBeenCalledWith(template);
  });
});
