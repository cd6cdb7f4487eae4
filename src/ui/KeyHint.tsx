/** The keys of a shortcut, as `⌘K` or `g u`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd className="inline-flex h-5 shrink-0 items-center rounded-badge border border-line bg-canvas px-1.5 font-sans text-meta text-muted">
      {keys}
    </kbd>
  )
}
