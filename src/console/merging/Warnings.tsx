import type { MergePreview } from '#contract/merging.ts'
import { Notice } from '#ui/Notice.tsx'
import { warningText } from './merge-words.ts'

/** Where the two clash, and what becomes of it. */
export function Warnings({ preview: { warnings, source, target } }: { preview: MergePreview }) {
  if (warnings.length === 0) return null
  return (
    <Notice tone="warning" title="Know this before you go on">
      <ul className="grid list-disc gap-0.5 ps-4.5">
        {warnings.map((warning) => (
          <li key={warning}>{warningText(warning, { source: source.name, target: target.name })}</li>
        ))}
      </ul>
    </Notice>
  )
}
