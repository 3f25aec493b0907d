import { Link, Text } from '@backstage/ui';
import { Remediation } from '@paved-road/plugin-paved-road-common';
import { useTemplateLink } from '../../data/links/useTemplateLink';
import { checkResultTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

export function RemediationText(props: { remediation: Remediation }) {
  const { text, link, template } = props.remediation;
  const t = useTexts(checkResultTexts);
  const templateLink = useTemplateLink();
  return (
    <Text as="p">
      {t('scorecard.fix', { text })}{' '}
      {link && (
        <Link href={link.url} color="info" target="_blank" rel="noopener">
          {link.title}
        </Link>
      )}
      {link && template && templateLink && ' · '}
      {template && templateLink && (
        <Link href={templateLink(template.ref, template.values)} color="info">
          {t('scorecard.runTemplate')}
        </Link>
      )}
    </Text>
  );
}
