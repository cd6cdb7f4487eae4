import type { MergePreview } from '#contract/merging.ts'
import { Notice } from '#ui/Notice.tsx'
import { mergeComparisonTexts } from '../texts/merge-comparison.ts'
import { calledApart } from './called-apart.ts'

/** Where the two clash, and what becomes of it. */
export function Warnings({ preview }: { preview: MergePreview }) {
  const { warnings } = preview
  if (warnings.length === 0) return null
  const { source, target } = calledApart(preview)
  return (
    <Notice tone="warning" title={mergeComparisonTexts.warnings.title}>
      <ul className="grid list-disc gap-0.5 ps-4.5">
        {warnings.map((warning) => (
          <li key={warning} className="wrap-anywhere">
            {mergeComparisonTexts.warnings[warning](source, target)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
