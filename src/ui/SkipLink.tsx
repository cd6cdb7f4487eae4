import { pageTexts } from './texts/page.ts'

/** The first stop of the keyboard: past the navigation, to the element with the id `to`. */
export function SkipLink({ to }: { to: string }) {
  return (
    <a
      href={`#${to}`}
      className="fixed start-3 top-3 z-50 -translate-y-20 rounded-control bg-accent px-4 py-2 text-body font-medium text-accent-fg focus:translate-y-0"
    >
      {pageTexts.skip}
    </a>
  )
}
