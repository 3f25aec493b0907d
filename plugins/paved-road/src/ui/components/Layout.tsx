import { Flex, FlexProps } from '@backstage/ui';
import { CSSProperties, HTMLAttributes, ReactNode, Ref } from 'react';

/** A row that wraps in narrow windows. */
export function Row(props: FlexProps) {
  return (
    <Flex
      align="center"
      gap="2"
      {...props}
      style={{ flexWrap: 'wrap', overflowWrap: 'anywhere', ...props.style }}
    />
  );
}

/** Fields next to each other, as many as fit. */
export function Fields(
  props: HTMLAttributes<HTMLDivElement> & {
    /** Minimum width of a field, with its unit. */
    minWidth?: string;
    fieldsRef?: Ref<HTMLDivElement>;
  },
) {
  const { minWidth = '12rem', fieldsRef, ...rest } = props;
  return (
    <div
      ref={fieldsRef}
      {...rest}
      style={{
        display: 'grid',
        gridTemplateColumns: `repeat(auto-fill, minmax(min(${minWidth}, 100%), 1fr))`,
        alignItems: 'end',
        gap: 'var(--bui-space-3)',
        outline: 'none',
      }}
    />
  );
}

const plain: CSSProperties = {
  display: 'flex',
  flexDirection: 'column',
  margin: 0,
  padding: 0,
  listStyle: 'none',
  overflowWrap: 'anywhere',
};

/** A list without bullets. */
export function PlainList(props: {
  'aria-label'?: string;
  /** Between items, as in Backstage UI. */
  gap?: string;
  /** Whether items are next to each other. */
  isRow?: boolean;
  children: ReactNode;
}) {
  const { gap = '2', isRow, ...rest } = props;
  return (
    <ul
      {...rest}
      style={{
        ...plain,
        gap: `var(--bui-space-${gap})`,
        ...(isRow && { flexFlow: 'row wrap', columnGap: 'var(--bui-space-4)' }),
      }}
    />
  );
}
