import { Assessment } from '@paved-road/plugin-paved-road-common';
import { Loading } from '../../components/Loading';
import { useModel } from '../../model';
import { useCatalogFacts } from '../useCatalogFacts';
import { FormOrigin } from './formState';
import { LoadedAssessmentForm } from './LoadedAssessmentForm';
import { suggestionsOf } from './suggestions';

/** The form for an assessment, with what the catalog tells of the entity filled in. */
export function AssessmentForm(props: {
  /** Entity reference of the person. */
  userRef: string;
  entityRef: string;
  origin: FormOrigin;
  /** Path of the question to begin with. */
  startAt?: string;
  onSaved: (saved: Assessment) => Promise<void>;
  onClose: () => void;
  onReload: () => void;
}) {
  const facts = useCatalogFacts(props.entityRef);
  const { questions } = useModel();
  return facts.loading ? (
    <Loading />
  ) : (
    <LoadedAssessmentForm
      {...props}
      suggestions={suggestionsOf(facts.value, questions)}
      suggestionsError={facts.error}
    />
  );
}
