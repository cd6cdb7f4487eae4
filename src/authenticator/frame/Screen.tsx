import { type ReactNode, useEffect, useRef } from 'react'

interface ScreenProps {
  title: string
  /** Above the title: a picture. */
  picture?: ReactNode
  /** Goes one screen back. */
  back?: ReactNode
  /** In the thumb's reach, the main one first. */
  actions?: ReactNode
  children?: ReactNode
}

/** One thing a screen: what it is about above, what to do at the thumb. */
export function Screen({ title, picture, back, actions, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Read out as a change of page, unless a field took the focus.
    if (title && document.activeElement === document.body) heading.current?.focus()
  }, [title])
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-120 flex-col px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))]">
      {back && <div className="-ms-2 mb-2">{back}</div>}
      <div className="grid flex-1 content-start gap-4">
        {picture && <div className="mt-6 mb-2">{picture}</div>}
        <h1
          ref={heading}
          tabIndex={-1}
          className="text-page font-semibold tracking-tight text-balance wrap-anywhere"
        >
          {title}
        </h1>
        {children}
      </div>
      {actions && <div className="mt-8 grid gap-2">{actions}</div>}
    </main>
  )
}
