import { listApplications } from '#contract/applications.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Select } from '#ui/Select.tsx'
import { useMe } from '../frame/me.ts'
import { diagnosisTexts } from '../texts/diagnosis.tsx'
import type { DiagnosisSearch } from './diagnosis-search.ts'

interface TargetSelectProps {
  app: DiagnosisSearch['app']
  onChange: (app: DiagnosisSearch['app']) => void
}

/** What they want to reach. */
export function TargetSelect({ app, onChange }: TargetSelectProps) {
  const me = useMe()
  const { data } = useOperationQuery(
    listApplications,
    { params: {}, body: {} },
    { enabled: me.permissions.includes('applications:read') },
  )
  return (
    <div className="w-full max-w-80">
      <Select
        label={diagnosisTexts.target.label}
        options={Object.fromEntries([
          ['', diagnosisTexts.target.last],
          ['console', diagnosisTexts.target.console],
          ...(data?.items.map(({ id, name }) => [id, name]) ?? []),
        ])}
        value={app ?? ''}
        onChange={(next) => onChange((next || undefined) as DiagnosisSearch['app'])} // an id of the list, or nothing
      />
    </div>
  )
}
