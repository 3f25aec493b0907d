import { act, render, screen } from '@testing-library/react';
import { ChartFigure } from './ChartFigure';

describe('ChartFigure', () => {
  afterEach(() => {
    Reflect.deleteProperty(window, 'IntersectionObserver');
  });

  it('draws the chart when it scrolls into view', () => {
    let scroll: (entries: { isIntersecting: boolean }[]) => void = () => {};
    window.IntersectionObserver = jest.fn(onScroll => {
      scroll = onScroll;
      return { observe: jest.fn(), disconnect: jest.fn() };
    }) as unknown as typeof IntersectionObserver;
    render(
      <ChartFigure caption="Levels of 41 services" height={160}>
        Drawing
      </ChartFigure>,
    );
    expect(screen.getByText('Levels of 41 services')).toBeVisible();

    act(() => scroll([{ isIntersecting: false }]));
    expect(screen.queryByText('Drawing')).toBeNull();
    act(() => scroll([{ isIntersecting: true }]));
    expect(screen.getByText('Drawing')).toBeVisible();
  });
});
