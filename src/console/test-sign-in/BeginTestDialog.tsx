import { useState } from 'react'
import { type Application, beginTestSignIn } from '#contract/applications.ts'
import { useOperationMutation } from '#ui/api.ts'
import { FormDialog } from '#ui/FormDialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { RadioGroup } from '#ui/RadioGroup.tsx'
import { beginRun } from './begin-run.ts'

const ways = {
  fresh: {
    label: 'As somebody who signs in anew',
    description:
      'Shows the sign-in page and asks a phone. You may be signed out of the console if you sign in as somebody else.',
  },
  session: {
    label: 'With the session of this browser',
    description: 'Single sign-on: goes through at once where it may.',
  },
} as const

/** Begins a real sign-in to the application in this tab; it ends on the console's own callback page. */
export function BeginTestDialog({ application, onClose }: { application: Application; onClose: () => void }) {
  const prepare = useOperationMutation(beginTestSignIn)
  const [way, setWay] = useState<keyof typeof ways>('fresh')
  const [problem, setProblem] = useState<string>()
  const [isLeaving, setLeaving] = useState(false)
  return (
    <FormDialog
      title="Test sign-in"
      description={`Runs a real sign-in to ${application.name} and shows every step, the tokens and their claims.`}
      action="Start"
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
      <RadioGroup label="How" options={ways} value={way} onChange={setWay} />
      <p className="text-control text-muted">
        For ten minutes this console is one of the application's redirect addresses. The application itself is
        not called.
      </p>
      {problem && <Notice tone="danger">{problem}</Notice>}
    </FormDialog>
  )
}
