/** How the axes of all charts are drawn. */
export const axisLook = {
  stroke: 'var(--bui-border-2)',
  tick: { fill: 'var(--bui-fg-secondary)', fontSize: 12 },
};
