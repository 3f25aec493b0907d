import { Button, ButtonProps } from '@backstage/ui';

/** A small button beside text, secondary by default. */
export function SmallButton(props: ButtonProps) {
  return <Button size="small" variant="secondary" {...props} />;
}
