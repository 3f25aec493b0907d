import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink, Flex } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import {
  Assessment,
  assessmentEditPermission,
} from '@paved-road/plugin-paved-road-common';
import { useData } from '../../data/queries/useData';
import { ErrorAlert, isNotFound } from '../../ui/components/ErrorAlert';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { componentsTexts } from '../../ui/components/texts';
import { formTexts } from '../../features/form/texts';
import { assessmentTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ArchitectureSkeleton } from './ArchitectureSkeleton';
import { AssessmentResult } from './AssessmentResult';
import { EmptyAssessment } from './EmptyAssessment';
import { ComparisonPage } from './compare/ComparisonPage';
import { RecomputePage } from './compare/RecomputePage';
import { SystemSection } from './composition/SystemSection';
import { AssessmentForm, FormOrigin } from '../../features/form';
import { OrphansNotice } from './OrphansNotice';
import { ArchitectureView, useArchitectureView } from './useArchitectureView';
import {
  EntityAssessments,
  useAssessmentSignals,
  useEntityAssessments,
  useShownAssessment,
} from '../../data/assessments/useEntityAssessments';

/** The architecture of an entity: its assessment, or the form for it. */
export function Architecture(props: { entity: Entity }) {
  const { entity } = props;
  const entityRef = stringifyEntityRef(entity);
  const t = useTexts(componentsTexts, formTexts);
  const identityApi = useApi(identityApiRef);
  const identity = useData(['identity'], () =>
    identityApi.getBackstageIdentity(),
  );
  const edit = usePermission({
    permission: assessmentEditPermission,
    resourceRef: entityRef,
  });
  const [view, show] = useArchitectureView();
  const loaded = useEntityAssessments(entityRef);
  const shown = useShownAssessment(entityRef, view.assessment, loaded.value);
  const hasChanged = useAssessmentSignals(entityRef, {
    isBusy: view.view === 'assess' || view.view === 'edit',
    onReload: loaded.reload,
  });

  if (loaded.value && isNotFound(shown.error)) {
    return <UnknownAssessment entityRef={entityRef} known={loaded.value} />;
  }
  const failed = [identity, ...(loaded.value ? [] : [loaded]), shown].find(
    ({ error }) => error,
  );
  if (failed?.error) {
    return <ErrorAlert error={failed.error} onRetry={failed.retry} />;
  }
  if (!identity.value || !loaded.value || shown.loading || edit.loading) {
    return <ArchitectureSkeleton />;
  }

  const assessment = shown.value;
  const { userEntityRef: userRef } = identity.value;
  const showChanged = async (changed?: Assessment) => {
    await loaded.reload();
    show({ assessment: changed?.id });
  };
  const origin = chooseFormOrigin(view, assessment);

  if (origin && !edit.allowed) {
    return (
      <Notice
        role="alert"
        title={t('error.forbiddenTitle')}
        description={t('empty.readOnly')}
      />
    );
  }
  if (origin) {
    return (
      <Flex direction="column" gap="4">
        {hasChanged && <LiveChangeNotice />}
        <AssessmentForm
          key={
            origin.kind === 'draft' ? origin.draft.etag : `new ${view.values}`
          }
          userRef={userRef}
          entityRef={entityRef}
          origin={origin}
          startAt={view.question}
          onSaved={showChanged}
          onClose={() => show({ assessment: view.assessment })}
          onReload={loaded.reload}
        />
      </Flex>
    );
  }
  if (!assessment) {
    return (
      <Flex direction="column" gap="4">
        <OrphansNotice entityRef={entityRef} onAdopted={showChanged} />
        <SystemSection entity={entity} />
        {loaded.value.unreadable !== undefined && (
          <Notice title={t('empty.unreadable')} />
        )}
        <EmptyAssessment
          entity={entity}
          mayAssess={edit.allowed}
          onStart={() => show({ view: 'assess' })}
        />
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="4">
      <ErrorAlert error={loaded.error} onRetry={loaded.retry} />
      <AssessmentViews
        entity={entity}
        assessment={assessment}
        entityAssessments={loaded.value}
        userRef={userRef}
        mayEdit={edit.allowed}
        onChange={showChanged}
        onReload={loaded.reload}
      />
    </Flex>
  );
}

function chooseFormOrigin(
  { view, values }: ArchitectureView,
  assessment: Assessment | undefined,
): FormOrigin | undefined {
  if (view === 'assess') {
    return {
      kind: 'new',
      previous: assessment,
      isMeasured: values === 'measured',
    };
  }
  return view === 'edit' && assessment?.status === 'draft'
    ? { kind: 'draft', draft: assessment }
    : undefined;
}

/** The view of an assessment that the URL selects: result, history, or a comparison. */
function AssessmentViews(props: {
  entity: Entity;
  assessment: Assessment;
  entityAssessments: EntityAssessments;
  userRef: string;
  mayEdit: boolean;
  onChange: (changed?: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const { entity, assessment, entityAssessments, mayEdit, onChange } = props;
  const [view] = useArchitectureView();
  switch (view.view) {
    case 'compare':
      return (
        <ComparisonPage
          assessment={assessment}
          versions={entityAssessments.assessments}
          withId={view.with}
        />
      );
    case 'recompute':
      return (
        <RecomputePage
          assessment={assessment}
          mayEdit={mayEdit}
          onSaved={onChange}
        />
      );
    default:
      return (
        <Flex direction="column" gap="4">
          <OrphansNotice
            entityRef={stringifyEntityRef(entity)}
            onAdopted={() => onChange()}
          />
          <SystemSection entity={entity} />
          <AssessmentResult
            entity={entity}
            assessment={assessment}
            entityAssessments={entityAssessments}
            userRef={props.userRef}
            mayEdit={mayEdit}
            onChange={onChange}
            onReload={props.onReload}
          />
        </Flex>
      );
  }
}

/** Explains that the link is dead and offers alternatives. */
function UnknownAssessment(props: {
  entityRef: string;
  known: EntityAssessments;
}) {
  const { entityRef, known } = props;
  const t = useTexts(assessmentTexts);
  const href = useEntityLinks().architecture(entityRef);
  return (
    <Notice
      role="alert"
      title={t('unknown.title')}
      description={t('unknown.explanation')}
      customActions={
        <>
          <ButtonLink size="small" variant="secondary" href={href}>
            {t(known.counting ? 'unknown.current' : 'unknown.start')}
          </ButtonLink>
          {known.assessments.length > 0 && (
            <ButtonLink
              size="small"
              variant="secondary"
              href={`${href}?section=activity`}
            >
              {t('unknown.activity')}
            </ButtonLink>
          )}
        </>
      }
    />
  );
}

/** Warns above an open form that its base has changed. */
function LiveChangeNotice() {
  const t = useTexts(assessmentTexts);
  return (
    <Notice
      role="status"
      status="info"
      title={t('liveChange.title')}
      description={t('liveChange.form')}
    />
  );
}
