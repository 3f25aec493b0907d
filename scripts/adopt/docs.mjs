/** The pages whose code blocks install Paved Road, in reading order. */
export const installPages = [
  'docs/reference/releases.md',
  'docs/install/back-end.md',
  'docs/install/templates.md',
  'docs/install/front-end.md',
];

/** The page with a permission policy, which is a separate file. */
export const policyPage = 'docs/reference/permissions.md';

/** Most lines of code and config that adopters have to add, by frontend system. */
export const mostLines = { new: 15, classic: 42 };
