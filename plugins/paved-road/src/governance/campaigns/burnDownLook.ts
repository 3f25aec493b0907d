/** How the work that is left is drawn. */
export const actualLook = { color: 'var(--bui-fg-primary)' };

/** How an even pace is drawn. */
export const evenLook = { color: 'var(--bui-fg-secondary)', dashes: '5 3' };
