import { Check } from 'lucide-react'
import { mergingTexts } from '../texts/merging.tsx'
import { type MergeStep, mergeSteps } from './merge-search.ts'

/** Where in the merge one is. */
export function MergeTrail({ step }: { step: MergeStep }) {
  return (
    <ol aria-label={mergingTexts.steps.label} className="flex flex-wrap gap-x-5 gap-y-2 text-control">
      {mergeSteps.map((name, index) => {
        const isDone = index + 1 < step
        const isHere = index + 1 === step
        return (
          <li
            key={name}
            className={`flex items-center gap-2 ${isHere ? 'font-medium' : 'text-muted'}`}
            {...(isHere && { 'aria-current': 'step' })}
          >
            <span
              aria-hidden
              className={`grid size-5 place-items-center rounded-full text-meta tabular-nums ${
                isHere ? 'bg-accent text-accent-fg' : 'bg-neutral-soft text-neutral'
              }`}
            >
              {isDone ? <Check size={12} strokeWidth={3} /> : index + 1}
            </span>
            {mergingTexts.steps.names[name]}
            {isDone && <span className="sr-only">{mergingTexts.steps.done}</span>}
          </li>
        )
      })}
    </ol>
  )
}
