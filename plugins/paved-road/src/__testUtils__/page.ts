import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

export const findHeading = (name: string | RegExp) =>
  screen.findByRole('heading', { name });

export const findButton = (name: string | RegExp) =>
  screen.findByRole('button', { name });

export const press = async (name: string | RegExp) =>
  await userEvent.click(await findButton(name));

export const fill = async (name: string | RegExp, text: string) => {
  await userEvent.click(await screen.findByRole('textbox', { name }));
  await userEvent.paste(text);
};

/** The status in the header of an assessment with this pattern. */
export const statusOf = async (pattern: string) => {
  const heading = await findHeading(pattern);
  return within(heading.parentElement!).getByRole('status');
};

/** Chooses an item from the menu of an assessment. */
export const choose = async (name: string | RegExp) => {
  await press('More for this assessment');
  await userEvent.click(await screen.findByRole('menuitem', { name }));
};

/** Opens a section of a result. */
export const openSection = async (name: string) =>
  await userEvent.click(await screen.findByRole('tab', { name }));
