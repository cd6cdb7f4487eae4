import { Check } from 'lucide-react'
import type { MergeStep } from './merge-search.ts'

const steps = ['Choose the one to keep', 'Compare', 'Preview', 'Confirm'] as const

/** Where in the merge one is. */
export function MergeTrail({ step }: { step: MergeStep }) {
  return (
    <ol aria-label="Steps" className="flex flex-wrap gap-x-5 gap-y-2 text-control">
      {steps.map((name, index) => {
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
            {name}
            {isDone && <span className="sr-only">done</span>}
          </li>
        )
      })}
    </ol>
  )
}
