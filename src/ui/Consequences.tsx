import type { ReactNode } from 'react'
import { layersTexts } from './texts/layers.tsx'

interface ConsequencesProps {
  stops?: readonly ReactNode[]
  stays?: readonly ReactNode[]
  told?: readonly ReactNode[]
}

/** The three lists of a dialog that removes something. A list without a line is left out. */
export function Consequences({ stops = [], stays = [], told = [] }: ConsequencesProps) {
  const lists = [
    { heading: layersTexts.stops, lines: stops },
    { heading: layersTexts.stays, lines: stays },
    { heading: layersTexts.told, lines: told },
  ]
  return (
    <div className="grid gap-3 rounded-control border border-line bg-canvas p-3.5 text-control">
      {lists.map(
        ({ heading, lines }) =>
          lines.length > 0 && (
            <div key={heading}>
              <h3 className="text-meta font-semibold text-muted">{heading}</h3>
              <ul className="mt-1 grid list-disc gap-0.5 ps-4.5 marker:text-line-strong">
                {lines.map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed while they are read
                  <li key={index}>{line}</li>
                ))}
              </ul>
            </div>
          ),
      )}
    </div>
  )
}
