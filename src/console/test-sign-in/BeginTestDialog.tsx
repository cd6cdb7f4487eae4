import { useState } from 'react'
import { type Application, beginTestSignIn } from '#contract/applications.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { testSignInTexts } from '../texts/test-sign-in.ts'
import { beginRun } from './begin-run.ts'

const { ways } = testSignInTexts.begin

/** Begins a real sign-in to the application in this tab; it ends on the console's own callback page. */
export function BeginTestDialog({ application, onClose }: { application: Application; onClose: () => void }) {
  const prepare = useOperationMutation(beginTestSignIn)
  const [way, setWay] = useState<keyof typeof ways>('fresh')
  const [problem, setProblem] = useState<string>()
  const [isLeaving, setLeaving] = useState(false)
  return (
    <FormDialog
      title={testSignInTexts.title}
      description={testSignInTexts.begin.text(application.name)}
      action={testSignInTexts.begin.action}
      pending={prepare.isPending || isLeaving}
      error={prepare.error}
      onSubmit={() => {
        setProblem(undefined)
        prepare.mutate(
          { params: { applicationId: application.id }, body: {} },
          {
            onSuccess: (prepared) => {
              setLeaving(true)
              beginRun(application, prepared, way === 'fresh').then(
                (address) => window.location.assign(address),
                (error: Error) => {
                  setLeaving(false)
                  setProblem(error.message)
                },
              )
            },
          },
        )
      }}
      onClose={onClose}
    >
      <RadioGroup label={testSignInTexts.begin.how} options={ways} value={way} onChange={setWay} />
      <p className="text-control text-muted">{testSignInTexts.begin.note}</p>
      {problem && <Notice tone="danger">{problem}</Notice>}
    </FormDialog>
  )
}
