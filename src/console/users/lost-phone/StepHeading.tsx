import { type ReactNode, useEffect, useRef } from 'react'

/** The heading of a step; it takes the focus when the step appears, so that it is read out and Tab goes on from there. */
export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h3 ref={heading} tabIndex={-1} className="text-body font-semibold outline-none">
      {children}
    </h3>
  )
}
