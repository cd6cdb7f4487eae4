/** A date, as people here write it. */
export function Day({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap tabular-nums">
      {new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at)}
    </time>
  )
}
