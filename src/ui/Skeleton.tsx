interface SkeletonProps {
  /** How many lines of text to stand for. */
  lines?: number
}

const widths = ['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5']

/** Holds the place of what is being loaded; shows only where loading takes longer than 150 ms. */
export function Skeleton({ lines = 3 }: SkeletonProps) {
  return (
    <div className="appears-late" aria-hidden>
      <div className="breathes grid gap-3 py-1">
        {Array.from({ length: lines }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <div key={index} className={`h-3.5 rounded-badge bg-line ${widths[index % widths.length]}`} />
        ))}
      </div>
    </div>
  )
}
