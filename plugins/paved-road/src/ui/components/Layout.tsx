import { Flex, FlexProps } from '@backstage/ui';
import { CSSProperties, HTMLAttributes, Ref } from 'react';

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

/** Cuts a text after some lines. */
export const clamp = (lines: number): CSSProperties => ({
  display: '-webkit-box',
  overflow: 'hidden',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: lines,
});

interface ListProps extends Pick<
  HTMLAttributes<HTMLElement>,
  'aria-label' | 'aria-labelledby' | 'aria-hidden' | 'children'
> {
  /** `ol` if the order matters. */
  as?: 'ul' | 'ol';
  /** Between items, as in Backstage UI. */
  gap?: string;
  /** Of the font, as in Backstage UI. */
  size?: '2' | '3';
}

const lookOfList = ({ gap, size }: ListProps): CSSProperties => ({
  gap: gap && `var(--bui-space-${gap})`,
  margin: 0,
  fontSize: size && `var(--bui-font-size-${size})`,
  overflowWrap: 'anywhere',
});

/** A list without bullets. */
export function PlainList(
  props: ListProps & {
    /** Whether items are next to each other. */
    isRow?: boolean;
  },
) {
  const { as: List = 'ul', gap = '2', size, isRow, ...rest } = props;
  return (
    <List
      {...rest}
      style={{
        ...lookOfList({ gap, size }),
        display: 'flex',
        flexFlow: isRow ? 'row wrap' : 'column',
        columnGap: isRow ? 'var(--bui-space-4)' : undefined,
        padding: 0,
        listStyle: 'none',
      }}
    />
  );
}

export function BulletList(props: ListProps) {
  const { as: List = 'ul', gap, size = '3', ...rest } = props;
  return (
    <List
      {...rest}
      style={{
        ...lookOfList({ gap, size }),
        margin: 'var(--bui-space-1) 0',
        display: gap && 'grid',
        paddingInlineStart: 'var(--bui-space-5)',
        color: 'var(--bui-fg-primary)',
        lineHeight: 1.5,
        listStyle: List === 'ul' ? 'disc' : 'decimal',
      }}
    />
  );
}

/** A bulleted list of texts, each of which occurs once. */
export function TextList(props: ListProps & { texts: readonly string[] }) {
  const { texts, ...rest } = props;
  return (
    <BulletList {...rest}>
      {texts.map(text => (
        <li key={text}>{text}</li>
      ))}
    </BulletList>
  );
}
