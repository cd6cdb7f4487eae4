import { listApplications } from '#contract/applications.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Select } from '#ui/Select.tsx'
import { useMe } from '../frame/me.ts'
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
        label="What they want to reach"
        options={Object.fromEntries([
          ['', 'What they tried last'],
          ['console', 'The console'],
          ...(data?.items.map(({ id, name }) => [id, name]) ?? []),
        ])}
        value={app ?? ''}
        onChange={(next) => onChange((next || undefined) as DiagnosisSearch['app'])} // an id of the list, or nothing
      />
    </div>
  )
}
