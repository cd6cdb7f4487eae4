/** Six digits that both ends can compare, in two groups; read from left to right in every language. */
export function ShortCode({ code }: { code: string }) {
  return (
    <span dir="ltr" className="font-mono text-card font-medium whitespace-nowrap tabular-nums">
      {code.slice(0, 3)} {code.slice(3)}
    </span>
  )
}
