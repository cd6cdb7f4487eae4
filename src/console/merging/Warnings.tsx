import type { MergePreview } from '#contract/merging.ts'
import { Notice } from '#ui/Notice.tsx'
import { calledApart, warningText } from './merge-words.ts'

/** Where the two clash, and what becomes of it. */
export function Warnings({ preview }: { preview: MergePreview }) {
  const { warnings } = preview
  if (warnings.length === 0) return null
  return (
    <Notice tone="warning" title="Know this before you go on">
      <ul className="grid list-disc gap-0.5 ps-4.5">
        {warnings.map((warning) => (
          <li key={warning} className="wrap-anywhere">
            {warningText(warning, calledApart(preview))}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
