import { type ReactNode, useEffect, useRef } from 'react'

/** A page of one of the three tabs. */
export function TabPage({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (title) heading.current?.focus()
  }, [title])
  return (
    <main className="mx-auto grid w-full max-w-120 flex-1 content-start gap-4 px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-6">
      <h1 ref={heading} tabIndex={-1} className="text-page font-semibold tracking-tight">
        {title}
      </h1>
      {children}
    </main>
  )
}
