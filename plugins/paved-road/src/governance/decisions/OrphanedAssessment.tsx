import { Button } from '@backstage/ui';
import { AssessmentSummary } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { RecordDialog } from '../../assessment/record/RecordDialog';
import styles from './AssessmentList.module.css';

/** An assessment whose entity has no page any more: what is left to read is its decision record. */
export function OrphanedAssessment(props: { assessment: AssessmentSummary }) {
  const { id, entityRef, entityTitle } = props.assessment;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        className={styles.name}
        onPress={() => setOpen(true)}
      >
        {entityTitle}
      </Button>
      {isOpen && (
        <RecordDialog
          assessmentId={id}
          entityRef={entityRef}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
